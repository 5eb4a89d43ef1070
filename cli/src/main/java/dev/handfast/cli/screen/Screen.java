package dev.handfast.cli.screen;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/// Where a command prints, and what that place can do.
///
/// @param out for text
/// @param paint whether colours show there
/// @param mode whether lines can be drawn again
public record Screen(PrintWriter out, Paint paint, Mode mode) {

  /// What can be done with what stands there already.
  public enum Mode {
    /// A terminal: lines can be drawn again.
    LIVE,
    /// A file or a pipe: what is written stays.
    PLAIN
  }

  /// When to use colours.
  public enum Colour {
    /// On a terminal, unless `NO_COLOR` is set.
    AUTO,
    /// Always.
    ALWAYS,
    /// Never.
    NEVER
  }

  /// The process's own output.
  static Screen standard(PrintWriter out, Colour colour) {
    return of(out, colour, isTerminal(), System.getenv());
  }

  /// Whether a person sits there: both input and output of this process are a terminal.
  public static boolean isTerminal() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
  }

  static Screen of(
      PrintWriter out, Colour colour, boolean terminal, Map<String, String> environment) {
    boolean able = terminal && !"dumb".equals(environment.get("TERM"));
    boolean wanted =
        switch (colour) {
          case AUTO -> able && environment.getOrDefault("NO_COLOR", "").isEmpty();
          case ALWAYS -> true;
          case NEVER -> false;
        };
    return new Screen(out, wanted ? Paint.COLOUR : Paint.PLAIN, able ? Mode.LIVE : Mode.PLAIN);
  }

  /// UTF-8 whatever the locale says: JSON is, and terminals are.
  public static PrintWriter utf8(FileDescriptor descriptor) {
    return new PrintWriter(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}
