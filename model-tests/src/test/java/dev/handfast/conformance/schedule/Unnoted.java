package dev.handfast.conformance.schedule;

import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// Two threads whose way depends on what they share and nobody notes: the canary of the reduction.
final class Unnoted implements Scenario {
  private static final int LOCK = Place.number(new Place("a canary", 1, Place.Kind.LOCK, "lock"));
  private static final int OTHER_LOCK =
      Place.number(new Place("a canary", 2, Place.Kind.LOCK, "lock"));

  @Override
  public String title() {
    return "what nobody notes";
  }

  @Override
  public Play on(Stage stage) {
    return new Play() {
      private int first;

      @Override
      public void race() {
        stage.thread("one", () -> goes(1));
        stage.thread("two", () -> goes(2));
      }

      private void goes(int thread) {
        takes(LOCK);
        first = first == 0 ? thread : first;
        takes(first == thread ? LOCK : OTHER_LOCK);
        takes(LOCK);
      }

      private void takes(int place) {
        var own = new ReentrantLock();
        Points.lock(own, place);
        Points.unlock(own);
      }

      @Override
      public List<Finding> atRest() {
        return List.of();
      }

      @Override
      public void end() {}

      @Override
      public List<Finding> atEnd() {
        return List.of();
      }
    };
  }
}
