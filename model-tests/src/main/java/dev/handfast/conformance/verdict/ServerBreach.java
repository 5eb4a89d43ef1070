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
    workers(expected, seen);
    when(!expected.orders().equals(seen.orders()), "HF-5");
    when(expected.endless() < seen.endless(), "HF-20");
    expected
        .frames()
        .forEach((worker, frames) -> frames(frames, seen.frames().getOrDefault(worker, List.of())));
    strangers(expected, seen);
    var sessions = new TreeSet<>(expected.sessions().keySet());
    sessions.addAll(seen.sessions().keySet());
    for (String session : sessions) {
      session(
          expected.sessions().getOrDefault(session, List.of()),
          seen.sessions().getOrDefault(session, List.of()));
    }
    rules.addAll(Breach.named(expected.impossible(), seen.impossible()));
    when(rules.isEmpty(), Breach.TABLE);
  }

  /// Nobody is registered before the ack, nor after another has taken the place.
  private void workers(ServerAccount expected, ServerAccount seen) {
    if (!expected.workers().equals(seen.workers())) {
      boolean isEarly =
          names(seen).stream()
              .filter(name -> !names(expected).contains(name))
              .anyMatch(name -> !expected.sessions().containsKey(name + "/1"));
      rules.add(isEarly ? "HF-14" : "HF-15");
    }
  }

  private static List<String> names(ServerAccount account) {
    String last = account.workers().getLast();
    return last.equals("[]")
        ? List.of()
        : List.of(last.substring(1, last.length() - 1).split(", ", -1));
  }

  private void frames(List<String> wanted, List<String> got) {
    when(count(wanted, "pong") != count(got, "pong"), "HF-9");
    when(count(wanted, "end") > count(got, "end"), "HF-20");
    when(count(wanted, "accept") < count(got, "accept"), "HF-15");
    when(got.contains("end") && count(wanted, "refuse") > count(got, "refuse"), "HF-19");
    when(verdicts(got) > 1 && verdicts(got) > verdicts(wanted), "HF-14");
    String early = "protocol_error handshake_expected";
    when(count(wanted, early) > count(got, early), "HF-13");
    when(count(wanted, "refuse") > 0 && count(wanted, early) < count(got, early), "HF-16");
    boolean complains = wanted.stream().anyMatch(ServerBreach::isComplaint);
    when(complains && !wanted.equals(got), "HF-17");
    when(!complains && got.stream().anyMatch(ServerBreach::isComplaint), "HF-18");
    when(starting(wanted, "denial ") != starting(got, "denial "), "HF-33");
    when(got.stream().anyMatch(frame -> isAnswer(frame) && !wanted.contains(frame)), "HF-7");
    boolean unread = answers(wanted) > answers(got);
    when(unread, "HF-18");
    when(unread, "HF-27"); // what came while the verdict was out was read, and lost
  }

  /// While somebody has not shaken hands, another is not served at all.
  private void strangers(ServerAccount expected, ServerAccount seen) {
    boolean strangerStands =
        seen.frames().values().stream()
            .anyMatch(got -> !got.isEmpty() && verdicts(got) == 0 && !got.contains("end"));
    boolean oneIsNotServed =
        expected.frames().entrySet().stream()
            .anyMatch(
                wanted ->
                    !wanted.getValue().isEmpty()
                        && seen.frames().getOrDefault(wanted.getKey(), List.of()).isEmpty());
    when(strangerStands && oneIsNotServed, "HF-16");
  }

  private void session(List<String> wanted, List<String> got) {
    when(wanted.isEmpty() && !got.isEmpty() && !got.getFirst().equals("joined"), "HF-13");
    for (String end : List.of("joined", "left")) {
      when(starting(wanted, end) != starting(got, end), "HF-14");
    }
    when(starting(wanted, "log") > starting(got, "log"), "HF-18");
    when(starting(wanted, "log") < starting(got, "log"), "HF-15");
    boolean asMany = starting(wanted, "log") == starting(got, "log");
    when(asMany && !logs(wanted).equals(logs(got)), "HF-18");
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
    return frames.stream().filter(ServerBreach::isAnswer).count();
  }

  private static boolean isAnswer(String frame) {
    return frame.startsWith("answer ");
  }

  private static List<String> logs(List<String> told) {
    return told.stream().filter(each -> each.startsWith("log")).toList();
  }

  private static long starting(List<String> told, String word) {
    return told.stream().filter(each -> each.startsWith(word)).count();
  }

  private static boolean isComplaint(String frame) {
    return frame.startsWith("protocol_error");
  }
}
