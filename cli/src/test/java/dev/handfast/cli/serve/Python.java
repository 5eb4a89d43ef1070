package dev.handfast.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.cli.Needs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/// The worker in Python, which knows the protocol from its text alone.
final class Python {
  private Python() {}

  /// Starts one; the test does not run where Python is missing.
  static Process worker(Path socket, String childId) throws Exception {
    Path script =
        Path.of(Objects.requireNonNull(Python.class.getResource("/serve/worker.py")).toURI());
    assertThat(Files.readAllLines(script)).hasSizeLessThanOrEqualTo(60);
    return new ProcessBuilder(Needs.python(), script.toString(), socket.toString(), childId)
        .inheritIO()
        .start();
  }
}
