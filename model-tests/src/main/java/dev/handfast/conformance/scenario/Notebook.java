package dev.handfast.conformance.scenario;

import dev.handfast.conformance.subject.Cause;
import dev.handfast.conformance.subject.Listener;
import dev.handfast.message.Decision;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;

/// Keeps what a client of any library told.
final class Notebook implements Listener {
  private final ConcurrentLinkedQueue<Told> all = new ConcurrentLinkedQueue<>();

  /// Something that was told.
  ///
  /// @param kind the listener's method
  /// @param tag what it is about; empty where it is about the client
  record Told(String kind, String tag, String why) {
    @Override
    public String toString() {
      return why.isEmpty() ? kind : kind + " (" + why + ")";
    }
  }

  /// What became of a message, in the order in which it was told.
  List<Told> outcomes(String tag) {
    return about(tag, told -> !isResponse(told));
  }

  /// How a request ended, in the order in which it was told.
  List<Told> responses(String tag) {
    return about(tag, Notebook::isResponse);
  }

  private List<Told> about(String tag, Predicate<Told> which) {
    return all.stream().filter(told -> told.tag().equals(tag)).filter(which).toList();
  }

  private static boolean isResponse(Told told) {
    return told.kind().equals("answered") || told.kind().equals("ended");
  }

  /// How often something was told of the client itself.
  long count(String kind) {
    return all.stream().filter(told -> told.kind().equals(kind)).count();
  }

  private void note(String kind, String tag, Cause why) {
    all.add(new Told(kind, tag, why.word()));
  }

  @Override
  public void ready() {
    all.add(new Told("ready", "", ""));
  }

  @Override
  public void refused(String tag, Cause cause) {
    note("refused", tag, cause);
  }

  @Override
  public void written(String tag) {
    all.add(new Told("written", tag, ""));
  }

  @Override
  public void failed(String tag, Cause cause) {
    note("failed", tag, cause);
  }

  @Override
  public void unknown(String tag, Cause cause) {
    note("unknown", tag, cause);
  }

  @Override
  public void answered(String tag, Decision decision) {
    all.add(new Told("answered", tag, ""));
  }

  @Override
  public void ended(String tag, Cause cause) {
    note("ended", tag, cause);
  }

  @Override
  public void received(Map<String, Object> message) {
    all.add(new Told("received", "", ""));
  }

  @Override
  public void closed(Cause cause, List<String> unwritten) {
    note("closed", "", cause);
  }
}
