package dev.handfast.transport;

import dev.handfast.HandfastException.CannotListen;
import dev.handfast.SocketPath;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.SocketException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// The name under which a socket is bound before it may be seen.
final class HiddenSocket {
  private static final System.Logger LOG = System.getLogger(HiddenSocket.class.getName());
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  /// Short names that others may have taken.
  private static final int NAMES = 100;

  private HiddenSocket() {}

  /// Binds the channel beside the path, and gives the name; the caller holds the path's lock.
  ///
  /// The name is `.NAME.new`, so that a start removes what a crash has left; where that does not
  /// fit, it is a number no longer than the socket's own name, which does.
  static Path bind(
      Sockets sockets, ServerSocketChannel channel, SocketPath.File socket, int backlog)
      throws IOException {
    Path path = socket.path();
    Optional<SocketPath.File> telling =
        fitting(path.resolveSibling("." + path.getFileName() + ".new"));
    if (telling.isPresent()) {
      Path hidden = telling.get().path();
      clear(hidden, path);
      channel.bind(sockets.address(telling.get()), backlog);
      return hidden;
    }
    for (int i = 0; i < NAMES; i++) {
      Path hidden = brief(path, NUMBERS.getAndIncrement());
      if (hidden.equals(path) || Files.exists(hidden, LinkOption.NOFOLLOW_LINKS)) {
        continue;
      }
      try {
        channel.bind(sockets.address(SocketPath.of(hidden)), backlog);
        return hidden;
      } catch (SocketException failure) {
        if (Files.notExists(hidden, LinkOption.NOFOLLOW_LINKS)) {
          throw failure;
        }
        LOG.log(Level.DEBUG, "{0} was taken in this instant", hidden);
      }
    }
    throw new CannotListen(
        "cannot listen on %s: no short name beside it is free for binding; choose a shorter directory"
            .formatted(path));
  }

  /// Leaves the name free that only the holder of the path's lock uses.
  private static void clear(Path hidden, Path path) throws IOException {
    PathKind kind = PathKind.of(hidden, LinkOption.NOFOLLOW_LINKS);
    switch (kind) {
      case NOTHING -> {}
      case SOCKET -> clearSocket(hidden, path);
      case REGULAR_FILE, DIRECTORY, SYMBOLIC_LINK, OTHER ->
          throw new CannotListen(
              "cannot listen on %s: the place %s, where it is bound, is taken by %s; move it away"
                  .formatted(path, hidden, kind.words()));
    }
  }

  /// Under the lock it is a dead owner's, unless somebody removed the lock of a live one.
  private static void clearSocket(Path hidden, Path path) throws IOException {
    if (SocketProbe.of(hidden) == SocketProbe.LISTENING) {
      throw new CannotListen(
          "cannot listen on %s: another process is listening at %s, where it is bound; stop it or choose another path"
              .formatted(path, hidden));
    }
    Files.deleteIfExists(hidden);
  }

  /// Removes the short names of a dead socket, which stands at the path too: whoever accepts under
  /// one and is killed leaves it.
  static void removeOf(FileIdentity dead, Path path) throws IOException {
    for (int number = 0; number < NAMES; number++) {
      Path hidden = brief(path, number);
      if (!hidden.equals(path)
          && Files.exists(hidden, LinkOption.NOFOLLOW_LINKS)
          && dead.equals(FileIdentity.of(hidden))) {
        Files.deleteIfExists(hidden);
      }
    }
  }

  /// A number for a name, no longer than the socket's own.
  private static Path brief(Path path, int number) {
    int room = String.valueOf(path.getFileName()).length();
    String digits = Integer.toString(number, Character.MAX_RADIX);
    String name = room > 1 ? "." + digits : digits;
    return path.resolveSibling(name.substring(0, Math.min(room, name.length())));
  }

  private static Optional<SocketPath.File> fitting(Path hidden) {
    try {
      return Optional.of(SocketPath.of(hidden));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
