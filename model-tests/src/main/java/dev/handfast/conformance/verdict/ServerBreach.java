package dev.handfast.conformance.verdict;

import dev.handfast.conformance.script.ServerAccount;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// Which rules an orchestrator breaks that does not do what is expected of it.
public final class ServerBreach {
  private final SortedSet<String> rules = new TreeSet<>();

  private ServerBreach() {}

  /// The rules that are broken; none where all is as expected.
  public static SortedSet<String> of(ServerAccount expected, ServerAccount seen) {
    var breach = new ServerBreach();
    if (!expected.differences(seen).isEmpty()) {
      breach.look(expected, seen);
    }
    return breach.rules;
  }

  private void look(ServerAccount expected, ServerAccount seen) {
    when(!expected.workers().equals(seen.workers()), "HF-15");
    when(!expected.orders().equals(seen.orders()), "HF-5");
    when(expected.endless() < seen.endless(), "HF-20");
    expected
        .frames()
        .forEach((worker, frames) -> frames(frames, seen.frames().getOrDefault(worker, List.of())));
    var sessions = new TreeSet<>(expected.sessions().keySet());
    sessions.addAll(seen.sessions().keySet());
    for (String session : sessions) {
      session(
          expected.sessions().getOrDefault(session, List.of()),
          seen.sessions().getOrDefault(session, List.of()));
    }
    when(rules.isEmpty(), Breach.TABLE);
  }

  private void frames(List<String> wanted, List<String> got) {
    when(count(wanted, "pong") != count(got, "pong"), "HF-9");
    when(count(wanted, "end") > count(got, "end"), "HF-20");
    when(count(wanted, "accept") < count(got, "accept"), "HF-15");
    when(verdicts(got) > 1 && verdicts(got) > verdicts(wanted), "HF-14");
    String early = "protocol_error handshake_expected";
    when(count(wanted, early) > count(got, early), "HF-13");
    when(count(wanted, "refuse") > 0 && count(wanted, early) < count(got, early), "HF-16");
    boolean complains = wanted.stream().anyMatch(ServerBreach::isComplaint);
    when(complains && !wanted.equals(got), "HF-17");
    when(!complains && got.stream().anyMatch(ServerBreach::isComplaint), "HF-18");
    when(starting(wanted, "denial ") != starting(got, "denial "), "HF-33");
    boolean unread = answers(wanted) > answers(got);
    when(unread, "HF-18");
    when(unread, "HF-27"); // what came while the verdict was out was read, and lost
  }

  private void session(List<String> wanted, List<String> got) {
    when(wanted.isEmpty() && !got.isEmpty(), "HF-13");
    for (String end : List.of("joined", "left")) {
      when(starting(wanted, end) != starting(got, end), "HF-14");
    }
    when(starting(wanted, "log") > starting(got, "log"), "HF-18");
    when(starting(wanted, "log") < starting(got, "log"), "HF-15");
  }

  private void when(boolean isBroken, String rule) {
    if (isBroken) {
      rules.add(rule);
    }
  }

  private static int count(List<String> frames, String frame) {
    return Collections.frequency(frames, frame);
  }

  private static int verdicts(List<String> frames) {
    return count(frames, "accept") + count(frames, "refuse");
  }

  private static long answers(List<String> frames) {
    return starting(frames, "answer ");
  }

  private static long starting(List<String> told, String word) {
    return told.stream().filter(each -> each.startsWith(word)).count();
  }

  private static boolean isComplaint(String frame) {
    return frame.startsWith("protocol_error");
  }
}
