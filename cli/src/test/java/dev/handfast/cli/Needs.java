package dev.handfast.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// What a test needs besides Java: where `CI` is `true` it has to be there, elsewhere the test says
/// that it did not run.
public final class Needs {
  private Needs() {}

  /// Python itself: what stands first on the path may be a script that looks for it anew, and takes
  /// as long as four starts.
  public static String python() {
    program("python3");
    return Python.PROGRAM;
  }

  /// Asked once.
  private static final class Python {
    static final String PROGRAM = itself();

    private static String itself() {
      try {
        Process asked =
            new ProcessBuilder("python3", "-c", "import sys; print(sys.executable)")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String program = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(program).as("where python3 says that it is").isNotBlank();
        return program.strip();
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }

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
