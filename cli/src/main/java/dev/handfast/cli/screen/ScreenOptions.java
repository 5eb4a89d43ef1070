package dev.handfast.cli.screen;

import java.io.PrintWriter;
import picocli.CommandLine.Option;

/// The options of every command that prints for people.
public final class ScreenOptions {
  @Option(
      names = "--color",
      paramLabel = "WHEN",
      defaultValue = "auto",
      description =
          "auto, always or never (default: ${DEFAULT-VALUE}: on a terminal, unless NO_COLOR is"
              + " set).")
  private Screen.Colour colour = Screen.Colour.AUTO;

  /// Where a command prints.
  public Screen screen(PrintWriter out) {
    return Screen.standard(out, colour);
  }
}
