package dev.handfast.cli.screen;

import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Makes text from somebody else safe for a terminal.
///
/// Whatever could move the cursor, change the title, reorder or hide text (control and format
/// characters, line and paragraph separators, unpaired surrogates) becomes visible as `<U+001B>`.
/// It is applied where text meets the screen, before our own colours are added.
public final class Visible {
  /// What sets colours and nothing else: a program that writes for terminals is full of it.
  private static final Pattern COLOURS = Pattern.compile("\u001b\\[[0-9;:]*m");

  private Visible() {}

  /// The same text with everything invisible made visible.
  public static String of(String text) {
    return of(text, "<U+%04X>"::formatted);
  }

  /// The same text with another sign in the place of each invisible code point.
  ///
  /// @param sign what stands for a code point; itself harmless
  public static String of(String text, IntFunction<String> sign) {
    if (text.codePoints().allMatch(Visible::isHarmless)) {
      return text;
    }
    var visible = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            point -> {
              if (isHarmless(point)) {
                visible.appendCodePoint(point);
              } else {
                visible.append(sign.apply(point));
              }
            });
    return visible.toString();
  }

  /// The same for a line of a program's output: the colours that it has set are left out.
  public static String line(String text) {
    return of(COLOURS.matcher(text).replaceAll(""));
  }

  /// The same for a text of several lines, which it keeps.
  public static String lines(@Nullable String text) {
    return String.valueOf(text).lines().map(Visible::of).collect(Collectors.joining("\n"));
  }

  private static boolean isHarmless(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      default -> true;
    };
  }
}
