package dev.handfast.conformance.report;

import dev.handfast.conformance.suite.Failure;
import dev.handfast.conformance.suite.SuiteRun;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What one types into a shell to see a failure once more.
final class Again {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  private Again() {}

  /// The whole command.
  static String command(SuiteRun run, Failure failure) {
    return isStarted(run)
        ? "handfast %s -- %s".formatted(failure.again(), subject(run))
        : "handfast " + failure.again();
  }

  /// What starts the subject.
  static String subject(SuiteRun run) {
    return run.command().stream().map(Again::quoted).collect(Collectors.joining(" "));
  }

  /// Whether a command starts the subject; another one runs already.
  static boolean isStarted(SuiteRun run) {
    return !run.command().isEmpty();
  }

  private static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
