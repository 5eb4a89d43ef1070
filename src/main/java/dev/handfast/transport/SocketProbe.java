package dev.handfast.transport;

import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/// What an attempt to connect says about a socket in our way.
enum SocketProbe {
  /// Somebody listens; perhaps with a full backlog.
  LISTENING,
  /// Its process is gone: the system refuses the connection.
  STALE,
  /// It was removed in the meantime.
  GONE,
  /// We may not connect to it, or it is a socket of another type.
  UNCLEAR;

  /// Connects once, without waiting, and hangs up.
  static SocketProbe of(Path path) throws IOException {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.configureBlocking(false);
      return answer(channel, path);
    }
  }

  private static SocketProbe answer(SocketChannel channel, Path path) {
    try {
      channel.connect(UnixDomainSocketAddress.of(path));
      return LISTENING; // also where it is still pending: a full backlog
    } catch (ConnectException _) {
      return STALE;
    } catch (IOException failure) {
      if (Files.notExists(path, LinkOption.NOFOLLOW_LINKS)) {
        return GONE;
      }
      return ConnectFailure.isBacklogFull(path, failure) ? LISTENING : UNCLEAR;
    }
  }
}
