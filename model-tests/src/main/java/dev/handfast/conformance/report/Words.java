package dev.handfast.conformance.report;

import dev.handfast.conformance.suite.Verdict;
import java.time.Duration;
import java.util.Locale;

/// What all reports call things, whatever language the machine speaks.
final class Words {
  private Words() {}

  /// A number, with its thousands apart.
  static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /// So many cases.
  static String cases(long number) {
    return number == 1 ? "1 case" : number(number) + " cases";
  }

  /// Seconds and milliseconds, as `1.204`.
  static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%d.%03d", time.toSeconds(), time.toMillisPart());
  }

  /// A time for people.
  static String time(Duration time) {
    return time.toSeconds() > 0
        ? String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1_000.0)
        : time.toMillis() + " ms";
  }

  /// A verdict for people.
  static String verdict(Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /// A verdict, or another constant, for programs: `notApplicable`.
  static String camel(Enum<?> constant) {
    String[] words = constant.name().toLowerCase(Locale.ROOT).split("_", -1);
    var camel = new StringBuilder(words[0]);
    for (int i = 1; i < words.length; i++) {
      camel.append(Character.toUpperCase(words[i].charAt(0))).append(words[i].substring(1));
    }
    return camel.toString();
  }
}
