package dev.handfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A named pipe by which a test and a process wait for each other.
///
/// @param path where the process finds it
public record Pipe(Path path) {

  /// Makes one.
  public static Pipe at(Path path) throws Exception {
    assertThat(new ProcessBuilder("mkfifo", path.toString()).start().waitFor()).isZero();
    return new Pipe(path);
  }

  /// Waits until somebody has written, and returns what.
  public String read() throws IOException {
    return Files.readString(path);
  }

  /// Waits until somebody reads, and writes.
  public void write(String text) throws IOException {
    Files.writeString(path, text);
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
