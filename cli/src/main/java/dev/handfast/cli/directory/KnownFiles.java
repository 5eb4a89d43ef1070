package dev.handfast.cli.directory;

import java.nio.file.attribute.PosixFileAttributes;
import java.util.regex.Pattern;

/// What our own private directories hold: everything else is somebody's, and never deleted.
final class KnownFiles {
  /// How the name of a directory in another one starts: a worker's, in its orchestrator's.
  static final String INNER = "w-";

  private static final Pattern OUTER_NAME = Pattern.compile("hf-\\d+");
  private static final Pattern INNER_NAME = Pattern.compile(INNER + "\\d+");

  /// The socket of `delegate`, of a worker's channel, and of the two acts of `demo`.
  private static final String SOCKET = "(orchestrator|channel|handfast|naive)\\.sock";

  private static final Pattern SOCKETS = Pattern.compile(SOCKET + "|\\." + SOCKET + "\\.new");

  private static final Pattern FILES =
      Pattern.compile(
          Pattern.quote(Claim.FILE)
              + "|\\."
              + SOCKET
              + "\\.lock(\\.\\d+\\.\\d+)?|context\\.ndjson|[\\w-]+\\.trace\\.ndjson");

  private KnownFiles() {}

  /// Whether a name at the usual place is one of ours.
  static boolean isDirectory(String name) {
    return OUTER_NAME.matcher(name).matches();
  }

  /// Whether it is a worker's own directory in its orchestrator's.
  static boolean isInner(String name, PosixFileAttributes attributes) {
    return attributes.isDirectory() && INNER_NAME.matcher(name).matches();
  }

  /// Whether it is where scripts find `handfast`.
  static boolean isPrograms(String name, PosixFileAttributes attributes) {
    return attributes.isDirectory() && name.equals("bin");
  }

  /// Whether it is the `handfast` that scripts find.
  static boolean isProgram(String name, PosixFileAttributes attributes) {
    return attributes.isRegularFile() && name.equals("handfast");
  }

  /// Whether it is a file that we make.
  static boolean isFile(String name, PosixFileAttributes attributes) {
    return (attributes.isRegularFile() && FILES.matcher(name).matches())
        || (attributes.isOther() && SOCKETS.matcher(name).matches());
  }
}
