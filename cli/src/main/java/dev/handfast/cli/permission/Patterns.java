package dev.handfast.cli.permission;

import dev.handfast.message.Confirmation;
import dev.handfast.message.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The patterns that were approved in this run, each for the tool that it was approved for.
///
/// A pattern is text in which `*` stands for any text without a line's end and without what could
/// start another command: `;`, `&`, `|`, `<`, `>`, a backquote, `$`. What a worker calls dangerous
/// fits no pattern. Not for several threads.
final class Patterns {
  private static final String BEYOND_STARS = ";&|<>`$\n\r";

  private final List<Approved> approved = new ArrayList<>();

  private record Approved(String tool, String pattern) {}

  void remember(String tool, String pattern) {
    approved.add(new Approved(tool, pattern));
  }

  /// The approved pattern that covers this request.
  Optional<String> covering(Confirmation confirmation) {
    if (confirmation.isDangerous() || approved.isEmpty()) {
      return Optional.empty();
    }
    String call = call(confirmation);
    return approved.stream()
        .filter(one -> one.tool().equals(confirmation.toolName()) && fits(one.pattern(), call))
        .map(Approved::pattern)
        .findFirst();
  }

  /// What patterns are compared with: an input that is text, or an object's only value or its
  /// `command`, where that is text; else the input's JSON.
  static String call(Confirmation confirmation) {
    Json input = confirmation.input();
    Object value = input.as(Object.class);
    if (value instanceof Map<?, ?> fields) {
      value = fields.size() == 1 ? fields.values().iterator().next() : fields.get("command");
    }
    return value instanceof String text ? text : input.text();
  }

  /// Takes the first place where each piece fits: if that leads nowhere, no later one does, for the
  /// star before it would reach over all that the star behind it has to. So it needs no second try,
  /// whatever pattern a worker suggests.
  static boolean fits(String pattern, String call) {
    String[] pieces = pattern.split("\\*", -1);
    if (pieces.length == 1) {
      return pattern.equals(call);
    }
    String last = pieces[pieces.length - 1];
    int end = call.length() - last.length();
    int at = pieces[0].length();
    if (!call.startsWith(pieces[0]) || !call.endsWith(last)) {
      return false;
    }
    for (int i = 1; i < pieces.length - 1; i++) {
      int found = call.indexOf(pieces[i], at);
      if (found < 0 || !starReaches(call, at, found)) {
        return false;
      }
      at = found + pieces[i].length();
    }
    return at <= end && starReaches(call, at, end);
  }

  private static boolean starReaches(String call, int from, int to) {
    return call.substring(from, to).chars().noneMatch(c -> BEYOND_STARS.indexOf(c) >= 0);
  }
}
