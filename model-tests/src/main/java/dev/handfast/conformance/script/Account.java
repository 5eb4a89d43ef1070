package dev.handfast.conformance.script;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/// What everybody saw of one life: what a model expects, or what came of the real thing.
///
/// @param phases the client's phase after each step
/// @param calls what each send and request was told at the call, in order
/// @param frames what the peer read, in order, up to `end`
/// @param outcomes what became of each accepted message
/// @param requests how each accepted request ended
/// @param callbacks what the program's handlers were called for, in order
/// @param reports what each close returned, in order
/// @param counted how many frames were ignored and counted
/// @param endless how many closes did not return, whatever time passed
/// @param impossible what the trace shows that cannot have happened
public record Account(
    List<String> phases,
    List<String> calls,
    List<String> frames,
    Map<String, String> outcomes,
    Map<String, String> requests,
    List<String> callbacks,
    List<String> reports,
    long counted,
    long endless,
    List<String> impossible) {

  /// Ends the name of a frame that is written as far as there is room, where nobody knows.
  public static final String PERHAPS = ", perhaps";

  private static final int LAST_KIND = 3;

  /// Takes copies; maps are sorted by message.
  public Account {
    phases = List.copyOf(phases);
    calls = List.copyOf(calls);
    frames = List.copyOf(frames);
    outcomes = new TreeMap<>(outcomes);
    requests = new TreeMap<>(requests);
    callbacks = List.copyOf(callbacks);
    reports = List.copyOf(reports);
    impossible = List.copyOf(impossible);
  }

  /// The same before any close has returned.
  public Account withoutReports() {
    return with(frames, List.of(), endless, impossible);
  }

  /// The same, and so many closes did not return.
  public Account withEndless(long endless) {
    return with(frames, reports, endless, impossible);
  }

  /// The same with what a trace shows that cannot have happened.
  public Account withImpossible(List<String> impossible) {
    return with(frames, reports, endless, impossible);
  }

  /// The same with what the peer read sorted: messages in their order, then control frames in
  /// theirs, then the end. No rule says how the two kinds mix in what is written.
  public Account withFramesByKind() {
    var sorted = new ArrayList<>(frames);
    sorted.sort(Comparator.comparingInt(Account::kind));
    return with(sorted, reports, endless, impossible);
  }

  private Account with(
      List<String> frames, List<String> reports, long endless, List<String> impossible) {
    return new Account(
        phases,
        calls,
        frames,
        outcomes,
        requests,
        callbacks,
        reports,
        counted,
        endless,
        impossible);
  }

  private static int kind(String frame) {
    boolean isFirst = frame.equals("handshake");
    boolean isMessage = frame.startsWith("log ") || frame.startsWith("request ");
    return isFirst ? 0 : isMessage ? 1 : frame.equals("end") ? LAST_KIND : 2;
  }

  private static List<String> ofKind(int kind, List<String> frames) {
    return frames.stream().filter(frame -> kind(frame) == kind).toList();
  }

  /// Whether what was seen can no longer become this by waiting: something is there that should not
  /// be, or not there yet.
  public boolean isContradictedBy(Account seen) {
    return IntStream.rangeClosed(0, LAST_KIND)
            .anyMatch(
                kind -> !begins(ofKind(kind, decided(seen.frames)), ofKind(kind, seen.frames)))
        || !begins(callbacks, seen.callbacks)
        || !begins(impossible, seen.impossible)
        || isSettledOtherwise(outcomes, seen.outcomes)
        || isSettledOtherwise(requests, seen.requests);
  }

  private static boolean begins(List<String> whole, List<String> beginning) {
    return beginning.size() <= whole.size() && whole.subList(0, beginning.size()).equals(beginning);
  }

  private static boolean isSettledOtherwise(Map<String, String> wanted, Map<String, String> seen) {
    return seen.entrySet().stream()
        .anyMatch(
            one ->
                !one.getValue().equals("open") && !one.getValue().equals(wanted.get(one.getKey())));
  }

  /// The differences to what was seen, a line each; none where both agree.
  public List<String> differences(Account seen) {
    var lines = new ArrayList<String>();
    lists("phase after step", phases, seen.phases, lines);
    lists("call", calls, seen.calls, lines);
    lists("frame", decided(seen.frames), seen.frames, lines);
    maps("outcome of", outcomes, seen.outcomes, lines);
    maps("request", requests, seen.requests, lines);
    lists("callback", callbacks, seen.callbacks, lines);
    lists("report", reports, seen.reports, lines);
    count("counted", counted, seen.counted, lines);
    count("endless calls", endless, seen.endless, lines);
    lists("impossible entry", impossible, seen.impossible, lines);
    return lines;
  }

  private static void count(String what, long expected, long seen, List<String> lines) {
    if (expected != seen) {
      lines.add("%s: expected %d, seen %d".formatted(what, expected, seen));
    }
  }

  /// A frame that is expected with [#PERHAPS] may be there or not.
  private List<String> decided(List<String> seen) {
    var decided = new ArrayList<String>();
    for (String frame : frames) {
      if (!frame.endsWith(PERHAPS)) {
        decided.add(frame);
      } else {
        String sure = frame.substring(0, frame.length() - PERHAPS.length());
        int at = decided.size();
        if (at < seen.size() && seen.get(at).equals(sure)) {
          decided.add(sure);
        }
      }
    }
    return decided;
  }

  private static void lists(
      String what, List<String> expected, List<String> seen, List<String> lines) {
    for (int i = 0; i < Math.max(expected.size(), seen.size()); i++) {
      String wanted = i < expected.size() ? expected.get(i) : "nothing";
      String got = i < seen.size() ? seen.get(i) : "nothing";
      if (!wanted.equals(got)) {
        lines.add("%s %d: expected %s, seen %s".formatted(what, i + 1, wanted, got));
      }
    }
  }

  private static void maps(
      String what, Map<String, String> expected, Map<String, String> seen, List<String> lines) {
    var keys = new TreeSet<>(expected.keySet());
    keys.addAll(seen.keySet());
    for (String key : keys) {
      String wanted = Objects.requireNonNullElse(expected.get(key), "nothing");
      String got = Objects.requireNonNullElse(seen.get(key), "nothing");
      if (!wanted.equals(got)) {
        lines.add("%s %s: expected %s, seen %s".formatted(what, key, wanted, got));
      }
    }
  }
}
