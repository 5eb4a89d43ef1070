package dev.handfast.conformance.conform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.conformance.drive.InProcess;
import dev.handfast.conformance.drive.Program;
import dev.handfast.peer.ThreadedClientDriver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/// The peers of `model-tests/peers`, right and faulty, as drivers.
final class Peers {
  private static final Path FOLDER =
      Path.of(System.getProperty("handfast.root", ".."), "model-tests", "peers");

  private static final Path C = FOLDER.resolve("c").resolve("build");

  private Peers() {}

  /// A driver without a fault.
  static Program.Start right(String language, String role) {
    return faulty(language, role, "");
  }

  /// A driver with a fault; the test does not run where the language is missing.
  static Program.Start faulty(String language, String role, String fault) {
    if (language.equals("java")) {
      return InProcess.of(
          (commands, events) -> ThreadedClientDriver.serve(fault, commands, events));
    }
    List<String> command = command(language, role);
    return () -> {
      var arguments = new ArrayList<>(List.of("env", "HANDFAST_FAULT=" + fault));
      arguments.addAll(command);
      return Program.of(fault.isEmpty() ? command : arguments).start();
    };
  }

  /// The driver of a subject that does the same whatever is said to it.
  static Program.Start degenerate(String role, String what) {
    return Program.of(
        List.of(python(), FOLDER.resolve("degenerate/" + role + ".py").toString(), what));
  }

  private static List<String> command(String language, String role) {
    return switch (language) {
      case "node" -> {
        needs("node");
        yield List.of("node", FOLDER.resolve("node/" + role + "-driver.mjs").toString());
      }
      case "python" ->
          List.of(python(), FOLDER.resolve("python/" + role + "_driver.py").toString());
      case "c" -> {
        needs("gcc");
        needs("make");
        make();
        yield List.of(C.resolve(role + "_driver").toString());
      }
      default -> throw new IllegalArgumentException("no peer in " + language);
    };
  }

  /// Python itself, where there is one: what stands first on the path may be a script that looks
  /// for it anew, and takes as long as four starts.
  static String python() {
    needs("python3");
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

  static void needs(String program) {
    boolean there =
        List.of(Map.copyOf(System.getenv()).getOrDefault("PATH", "").split(":")).stream()
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    Assumptions.assumeTrue(there, program + " is not on this machine");
  }

  /// `make` does nothing where nothing has changed.
  private static synchronized void make() {
    try {
      Process make =
          new ProcessBuilder("make", "-s", "-C", FOLDER.resolve("c").toString())
              .inheritIO()
              .start();
      assertThat(make.waitFor(1, TimeUnit.MINUTES)).isTrue();
      assertThat(make.exitValue()).isZero();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }
}
