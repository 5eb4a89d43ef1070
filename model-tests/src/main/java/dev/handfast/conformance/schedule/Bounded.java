package dev.handfast.conformance.schedule;

import java.util.ArrayList;
import java.util.List;

/// Goes through all schedules in which at most so many running threads lose their turn, up to the
/// order of steps that commute: it breaks off where an equal one was played, or will be.
final class Bounded implements Chooser {
  private final int bound;
  private final Reduction reduction;
  private final Visited visited = new Visited();
  private final List<Node> path = new ArrayList<>();
  private int depth;

  /// One choice of the run under way.
  private static final class Node {
    final int able;
    final boolean stays;
    final int preemptionsBefore;
    int choice;

    Node(int able, boolean stays, int preemptionsBefore) {
      this.able = able;
      this.stays = stays;
      this.preemptionsBefore = preemptionsBefore;
    }

    int preemptions() {
      return preemptionsBefore + (stays && choice > 0 ? 1 : 0);
    }
  }

  /// @param bound how many threads may lose their turn though they could go on
  Bounded(int bound, Reduction reduction) {
    this.bound = bound;
    this.reduction = reduction;
  }

  @Override
  public boolean asksForPast() {
    return reduction == Reduction.EQUAL_STATES;
  }

  @Override
  public int choose(Moment moment) {
    if (depth == path.size()) {
      int before = path.isEmpty() ? 0 : path.getLast().preemptions();
      if (asksForPast() && !isNews(moment, before)) {
        return BREAK_OFF;
      }
      path.add(new Node(moment.able().size(), moment.stays(), before));
    }
    return path.get(depth++).choice;
  }

  private boolean isNews(Moment moment, int preemptions) {
    boolean free = bound == Outcome.UNBOUNDED;
    long turn = free || !moment.stays() ? 0 : moment.able().getFirst().past();
    int spare = free ? 0 : bound - preemptions;
    return visited.isNews(moment.past(), turn, spare, moment.standing());
  }

  /// Turns to the next schedule; false where there is none.
  boolean advance() {
    depth = 0;
    while (!path.isEmpty()) {
      Node last = path.getLast();
      last.choice++;
      if (last.choice < last.able && last.preemptions() <= bound) {
        return true;
      }
      path.removeLast();
    }
    return false;
  }
}
