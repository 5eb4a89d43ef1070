package dev.handfast.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/// One call of the command, and what it printed.
///
/// @param exitCode how it ended
/// @param out what it printed
/// @param err what it complained about
public record Command(int exitCode, String out, String err) {

  /// Calls the command in this process.
  public static Command handfast(String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    var outWriter = new PrintWriter(out);
    var errWriter = new PrintWriter(err);
    int exitCode = Main.run(outWriter, errWriter, arguments);
    outWriter.flush();
    errWriter.flush();
    return new Command(exitCode, out.toString(), err.toString());
  }

  /// The printed lines.
  public List<String> lines() {
    return out.lines().toList();
  }
}
