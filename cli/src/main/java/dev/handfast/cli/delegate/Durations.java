package dev.handfast.cli.delegate;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads `500ms`, `90s`, `5m` or `2h`, and writes them for a person.
final class Durations implements ITypeConverter<Duration> {
  private static final Pattern FORM = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

  @Override
  public Duration convert(String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw new TypeConversionException(
          "got '%s', wanted a number with ms, s, m or h, such as 90s".formatted(text));
    }
    long number = Long.parseLong(parts.group(1));
    Duration duration =
        switch (parts.group(2)) {
          case "ms" -> Duration.ofMillis(number);
          case "s" -> Duration.ofSeconds(number);
          case "m" -> Duration.ofMinutes(number);
          default -> Duration.ofHours(number);
        };
    if (duration.isZero()) {
      throw new TypeConversionException("got '%s', wanted more than zero".formatted(text));
    }
    return duration;
  }

  /// A limit, such as `1m30s`.
  static String said(Duration duration) {
    return duration.toMillis() % 1000 == 0
        ? duration.toString().substring(2).toLowerCase(java.util.Locale.ROOT)
        : duration.toMillis() + "ms";
  }

  /// A time that passes, such as `0:07` or `1:02:03`.
  static String clock(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    return seconds < 3600
        ? "%d:%02d".formatted(seconds / 60, seconds % 60)
        : "%d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60);
  }
}
