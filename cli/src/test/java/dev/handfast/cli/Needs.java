package dev.handfast.cli;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// What a test needs besides Java: where `CI` is `true` it has to be there, elsewhere the test says
/// that it did not run.
public final class Needs {
  private Needs() {}

  /// A program on the path.
  public static void program(String name) {
    boolean there =
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
    if (!there) {
      String missing = "NOT RUN: needs " + name + " on the PATH";
      if ("true".equals(System.getenv("CI"))) {
        fail(missing);
      }
      abort(missing);
    }
  }
}
