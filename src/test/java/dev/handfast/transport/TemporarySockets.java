package dev.handfast.transport;

import dev.handfast.SocketPath;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// Fresh socket paths in a short directory, which disappears with what is in it.
final class TemporarySockets implements AutoCloseable {
  private final List<Path> directories = new ArrayList<>();

  /// A path in a directory of its own.
  SocketPath.File fresh() throws IOException {
    SocketPath.File path = SocketPath.privateDirectory("t");
    directories.add(directoryOf(path));
    return path;
  }

  static Path directoryOf(SocketPath.File path) {
    return Objects.requireNonNull(path.path().getParent());
  }

  /// What is beside the path, and itself.
  static List<Path> around(SocketPath.File path) throws IOException {
    try (Stream<Path> files = Files.list(directoryOf(path))) {
      return files.toList();
    }
  }

  /// Somebody else's listener, made without any care.
  static ServerSocketChannel foreign(SocketPath.File path) throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    channel.bind(UnixDomainSocketAddress.of(path.path()));
    return channel;
  }

  /// The file of a listener that is gone, as after a crash.
  static void leaveStale(SocketPath.File path) throws IOException {
    foreign(path).close();
  }

  @Override
  public void close() throws IOException {
    for (Path directory : directories) {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
