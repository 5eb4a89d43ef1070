package dev.handfast.conformance.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What everybody saw of a server's life.
///
/// @param workers who was registered after each step, oldest session first
/// @param frames by connection: what its worker read, in order, up to `end`
/// @param sessions by session: what its handlers were called for, in order
/// @param orders what became of each order
/// @param awaited who waits for a verdict, oldest first
/// @param ended how many connections the server has ended
/// @param endless how many calls to stop did not return, whatever time passed
/// @param impossible what the trace shows that cannot have happened
public record ServerAccount(
    List<String> workers,
    Map<String, List<String>> frames,
    Map<String, List<String>> sessions,
    Map<String, String> orders,
    List<String> awaited,
    long ended,
    long endless,
    List<String> impossible) {
  /// What became of an order so far.
  public static final String OPEN = "open";

  /// How it starts in a session where the program is told of an answer.
  public static final String TOLD = "told ";

  /// Takes copies; maps are sorted.
  public ServerAccount {
    workers = List.copyOf(workers);
    frames = new TreeMap<>(frames);
    sessions = new TreeMap<>(sessions);
    orders = new TreeMap<>(orders);
    awaited = List.copyOf(awaited);
    impossible = List.copyOf(impossible);
  }

  /// The same, and so many calls to stop did not return.
  public ServerAccount withEndless(long endless) {
    return new ServerAccount(
        workers, frames, sessions, orders, awaited, ended, endless, impossible);
  }

  /// The same, and so many connections were ended.
  public ServerAccount withEnded(long ended) {
    return new ServerAccount(
        workers, frames, sessions, orders, awaited, ended, endless, impossible);
  }

  /// The same with what a trace shows that cannot have happened.
  public ServerAccount withImpossible(List<String> impossible) {
    return new ServerAccount(
        workers, frames, sessions, orders, awaited, ended, endless, impossible);
  }

  /// The same where an answer is told at any time between its request and the session's end: behind
  /// what the handlers heard. For a program whose handlers have threads of their own.
  public ServerAccount withAnswersAside() {
    var aside = new TreeMap<String, List<String>>();
    sessions.forEach((session, heard) -> aside.put(session, answersBehind(heard)));
    return new ServerAccount(workers, frames, aside, orders, awaited, ended, endless, impossible);
  }

  private static List<String> answersBehind(List<String> heard) {
    var all = new ArrayList<String>();
    var answers = new ArrayList<String>();
    for (String each : heard) {
      if (each.startsWith("left")) {
        all.addAll(answers);
        answers.clear();
      }
      (each.startsWith(TOLD) ? answers : all).add(each);
    }
    all.addAll(answers);
    return all;
  }

  /// The same where each answer of the program is an order of its own, named by its request; what
  /// the server answers by itself is read, and not told. For a program at the other end of a
  /// driver.
  public ServerAccount withAnswersAsOrders() {
    var heard = new TreeMap<String, List<String>>();
    var given = new TreeMap<>(orders);
    sessions.forEach(
        (session, all) -> {
          heard.put(session, all.stream().filter(each -> !each.startsWith(TOLD)).toList());
          for (String each : all) {
            if (each.startsWith(TOLD + "answer ")) {
              given.put(each.substring((TOLD + "answer ").length()), "written");
            } else if (each.startsWith(TOLD + "refused ")) {
              given.put(each.substring((TOLD + "refused ").length()), "refused");
            }
          }
        });
    return new ServerAccount(workers, frames, heard, given, awaited, ended, endless, impossible);
  }

  /// Whether what was seen will never become this, whatever comes still.
  public boolean isContradictedBy(ServerAccount seen) {
    return isContradicted(frames, seen.frames)
        || isContradicted(sessions, seen.sessions)
        || !begins(impossible, seen.impossible)
        || seen.orders.entrySet().stream()
            .anyMatch(each -> isSettledOtherwise(orders.get(each.getKey()), each.getValue()));
  }

  /// An order to all may get one more outcome.
  private static boolean isSettledOtherwise(@Nullable String wanted, String outcome) {
    return !outcome.equals(OPEN) && !outcome.startsWith("[") && !outcome.equals(wanted);
  }

  private static boolean isContradicted(
      Map<String, List<String>> wanted, Map<String, List<String>> seen) {
    return seen.entrySet().stream()
        .anyMatch(each -> !begins(wanted.getOrDefault(each.getKey(), List.of()), each.getValue()));
  }

  private static boolean begins(List<String> whole, List<String> beginning) {
    return whole.size() >= beginning.size() && whole.subList(0, beginning.size()).equals(beginning);
  }

  /// The differences to what was seen, a line each; none where both agree.
  public List<String> differences(ServerAccount seen) {
    var lines = new ArrayList<String>();
    for (int i = 0; i < workers.size(); i++) {
      compare("workers after step " + (i + 1), workers.get(i), seen.workers.get(i), lines);
    }
    maps("frames of", frames, seen.frames, lines);
    maps("session", sessions, seen.sessions, lines);
    maps("order", orders, seen.orders, lines);
    compare("awaited verdicts", awaited + "", seen.awaited + "", lines);
    compare("ended connections", ended + "", seen.ended + "", lines);
    compare("endless calls", endless + "", seen.endless + "", lines);
    compare("impossible entries", impossible + "", seen.impossible + "", lines);
    return lines;
  }

  private static void maps(
      String what, Map<String, ?> expected, Map<String, ?> seen, List<String> lines) {
    var keys = new TreeSet<>(expected.keySet());
    keys.addAll(seen.keySet());
    for (String key : keys) {
      compare(what + " " + key, text(expected, key), text(seen, key), lines);
    }
  }

  private static String text(Map<String, ?> from, String key) {
    return from.containsKey(key) ? from.get(key).toString() : "nothing";
  }

  private static void compare(String what, String expected, String seen, List<String> lines) {
    if (!expected.equals(seen)) {
      lines.add("%s: expected %s, seen %s".formatted(what, expected, seen));
    }
  }
}
