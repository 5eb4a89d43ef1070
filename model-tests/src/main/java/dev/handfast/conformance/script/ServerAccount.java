package dev.handfast.conformance.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// What everybody saw of a server's life.
///
/// @param workers who was registered after each step, oldest session first
/// @param frames by connection: what its worker read, in order, up to `end`
/// @param sessions by session: what its handlers were called for, in order
/// @param orders what became of each order
/// @param endless how many calls to stop did not return, whatever time passed
public record ServerAccount(
    List<String> workers,
    Map<String, List<String>> frames,
    Map<String, List<String>> sessions,
    Map<String, String> orders,
    long endless) {

  /// Takes copies; maps are sorted.
  public ServerAccount {
    workers = List.copyOf(workers);
    frames = new TreeMap<>(frames);
    sessions = new TreeMap<>(sessions);
    orders = new TreeMap<>(orders);
  }

  /// The same, and so many calls to stop did not return.
  public ServerAccount withEndless(long endless) {
    return new ServerAccount(workers, frames, sessions, orders, endless);
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
    compare("endless calls", endless + "", seen.endless + "", lines);
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
