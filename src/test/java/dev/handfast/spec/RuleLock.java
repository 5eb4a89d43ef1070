package dev.handfast.spec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Remembers every id that was ever given, with its sentence: one line each, `HF-1 sentence`.
///
/// Lines are only ever added by the build. A change of a sentence is made here by hand, so that
/// whoever makes it has asked whether the meaning is still the same.
final class RuleLock {
  private RuleLock() {}

  static Map<String, String> parse(String text) {
    var sentences = new LinkedHashMap<String, String>();
    text.lines()
        .filter(line -> !line.isBlank())
        .forEach(
            line -> {
              int space = line.indexOf(' ');
              sentences.put(line.substring(0, space), line.substring(space + 1));
            });
    return sentences;
  }

  /// The same text with a line for each rule that it does not have yet.
  static String withNew(String text, List<SpecRule> rules) {
    Map<String, String> known = parse(text);
    var out = new StringBuilder(text);
    rules.stream()
        .filter(rule -> !known.containsKey(rule.id()))
        .forEach(rule -> out.append(rule.id()).append(' ').append(rule.sentence()).append('\n'));
    return out.toString();
  }
}
