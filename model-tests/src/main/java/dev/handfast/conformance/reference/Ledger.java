package dev.handfast.conformance.reference;

import dev.handfast.conformance.script.Account;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the program and the peer were told so far.
final class Ledger {
  private static final String OPEN = "open";

  private final List<String> phases = new ArrayList<>();
  private final List<String> calls = new ArrayList<>();
  private final List<String> frames = new ArrayList<>();
  private final Map<String, String> outcomes = new LinkedHashMap<>();
  private final Map<String, String> requests = new LinkedHashMap<>();
  private final List<String> callbacks = new ArrayList<>();
  private final List<String> lost = new ArrayList<>();
  private int closes;
  private long counted;

  /// The number of the next call.
  int next() {
    return calls.size() + 1;
  }

  void phase(String phase) {
    phases.add(phase);
  }

  void refused(String tag, String why) {
    calls.add(tag + " refused: " + why);
  }

  void accepted(String tag) {
    calls.add(tag + " accepted");
    outcomes.put(tag, OPEN);
  }

  void outcome(String tag, String outcome) {
    outcomes.put(tag, outcome);
  }

  /// An outcome that a close reports.
  void lost(String tag, String outcome) {
    outcomes.put(tag, outcome);
    lost.add(tag);
  }

  void asked(String tag) {
    requests.put(tag, OPEN);
  }

  boolean isOpen(String tag) {
    return OPEN.equals(requests.get(tag));
  }

  void requestEnded(String tag, String how) {
    requests.put(tag, how);
  }

  List<String> openRequests() {
    return requests.keySet().stream().filter(this::isOpen).toList();
  }

  void frame(String frame) {
    frames.add(frame);
  }

  /// The requests among the frames that the peer has read.
  List<String> arrivedRequests() {
    return frames.stream()
        .filter(frame -> frame.startsWith("request "))
        .map(frame -> frame.substring("request ".length()))
        .toList();
  }

  void callback(String what) {
    callbacks.add(what);
  }

  void closeCalled() {
    closes++;
  }

  void count() {
    counted++;
  }

  /// @param cause why the connection ended, or nothing while it has not
  Account account(String cause) {
    List<String> reports =
        cause.isEmpty() ? List.of() : Collections.nCopies(closes, cause + " " + lost);
    return new Account(
        phases, calls, frames, outcomes, requests, callbacks, reports, counted, 0, List.of());
  }
}
