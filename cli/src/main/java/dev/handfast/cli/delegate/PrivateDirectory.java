package dev.handfast.cli.delegate;

import dev.handfast.SocketPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/// A directory that only this user may enter, for one socket and for what the workers keep; it goes
/// with its orchestrator, and with it what a worker that was killed has left there.
///
/// Two orchestrators never see each other's workers: each has a directory of its own.
final class PrivateDirectory implements AutoCloseable {
  private final Path socket;

  private PrivateDirectory(Path socket) {
    this.socket = socket;
  }

  static PrivateDirectory make() {
    try {
      return new PrivateDirectory(SocketPath.privateDirectory("orchestrator").path());
    } catch (IOException failure) {
      throw new UncheckedIOException("no private directory for the socket", failure);
    }
  }

  Path socket() {
    return socket;
  }

  @Override
  public void close() {
    Path directory = socket.resolveSibling(".").normalize();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot delete " + directory, failure);
    }
  }
}
