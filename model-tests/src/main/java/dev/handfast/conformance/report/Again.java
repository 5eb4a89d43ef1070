package dev.handfast.conformance.report;

import dev.handfast.conformance.suite.Failure;
import dev.handfast.conformance.suite.SuiteRun;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What one types into a shell to see a failure once more.
public final class Again {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  private Again() {}

  /// The whole command.
  static String command(SuiteRun run, Failure failure) {
    return command(failure.again(), run.command());
  }

  /// The whole command.
  ///
  /// @param again its words up to `--`
  /// @param subject what starts the subject; empty for one that runs already
  public static String command(String again, List<String> subject) {
    return subject.isEmpty()
        ? "handfast " + again
        : "handfast %s -- %s".formatted(again, quoted(subject));
  }

  /// What starts the subject.
  static String subject(SuiteRun run) {
    return quoted(run.command());
  }

  private static String quoted(List<String> words) {
    return words.stream().map(Again::quoted).collect(Collectors.joining(" "));
  }

  /// Whether a command starts the subject; another one runs already.
  static boolean isStarted(SuiteRun run) {
    return !run.command().isEmpty();
  }

  private static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
