package dev.handfast.transport;

import dev.handfast.HandfastException.CannotListen;
import dev.handfast.SocketPath;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.BindException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/// The file of a listening socket: taken without pushing anybody aside, given back if still ours.
///
/// HF-28: the socket is bound under a hidden name, gets mode 0600, and is then published by a hard
/// link: at no moment may others open it, and a link, unlike a rename, refuses a path that is
/// taken. Of simultaneous starters at a free path exactly one wins. Not covered so far: two that
/// find the same stale file and remove it in the same instant.
final class SocketFile {
  private static final System.Logger LOG = System.getLogger(SocketFile.class.getName());
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");
  private static final AtomicInteger HIDDEN_NAMES = new AtomicInteger();

  /// Tries to take a path that others take and leave at the same time.
  private static final int ATTEMPTS = 5;

  /// Hidden names that earlier processes with our id may have left behind in a crash.
  private static final int NAMES = 100;

  private final Path path;
  private final Object key;

  private SocketFile(Path path, Object key) {
    this.path = path;
    this.key = key;
  }

  /// A channel that listens, and its file.
  record Bound(ServerSocketChannel channel, SocketFile file) {}

  /// Listens at the path.
  ///
  /// @throws CannotListen where the path is taken or not usable
  static Bound bind(SocketPath.File socket, int backlog) {
    Path path = socket.path();
    try {
      Path directory = Objects.requireNonNull(path.getParent(), "a socket is in a directory");
      if (!Files.isDirectory(directory)) {
        throw refused(
            path, "there is no directory %s; create it with mode 0700".formatted(directory));
      }
      ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      try {
        return new Bound(channel, publish(channel, path, backlog));
      } catch (Throwable failure) {
        channel.close();
        throw failure;
      }
    } catch (IOException | UnsupportedOperationException failure) {
      throw new CannotListen(
          "cannot listen on %s: %s; it needs a directory that we may write to, with hard links"
              .formatted(path, failure),
          failure);
    }
  }

  private static SocketFile publish(ServerSocketChannel channel, Path path, int backlog)
      throws IOException {
    Path hidden = bindHidden(channel, path, backlog);
    try {
      Files.setPosixFilePermissions(hidden, OWNER_ONLY);
      Object key = key(hidden);
      for (int i = 0; i < ATTEMPTS; i++) {
        try {
          Files.createLink(path, hidden);
          return new SocketFile(path, key);
        } catch (FileAlreadyExistsException _) {
          makeRoom(path);
        }
      }
      throw refused(path, "others keep taking it; start one orchestrator only");
    } finally {
      Files.deleteIfExists(hidden);
    }
  }

  private static Path bindHidden(ServerSocketChannel channel, Path path, int backlog)
      throws IOException {
    String process = Long.toString(ProcessHandle.current().pid(), Character.MAX_RADIX);
    for (int i = 0; i < NAMES; i++) {
      String number = Integer.toString(HIDDEN_NAMES.getAndIncrement(), Character.MAX_RADIX);
      Path hidden = path.resolveSibling(".hf" + process + "." + number);
      try {
        channel.bind(UnixDomainSocketAddress.of(fitting(path, hidden)), backlog);
        return hidden;
      } catch (BindException _) {
        LOG.log(Level.DEBUG, "{0} is left over from an earlier process", hidden);
      }
    }
    throw refused(path, "its directory is full of hidden sockets .hf*; remove them");
  }

  private static Path fitting(Path path, Path hidden) {
    try {
      return SocketPath.of(hidden).path();
    } catch (IllegalArgumentException tooLong) {
      throw refused(
          path,
          "the hidden name that is used while binding does not fit (%s)"
              .formatted(tooLong.getMessage()));
    }
  }

  /// Leaves the path free, or refuses it; only a socket that nobody listens on is ever removed.
  private static void makeRoom(Path path) throws IOException {
    PathKind kind = PathKind.of(path, LinkOption.NOFOLLOW_LINKS);
    switch (kind) {
      case NOTHING -> {}
      case SOCKET -> {
        try {
          removeStale(path);
        } catch (NoSuchFileException _) {
          LOG.log(Level.DEBUG, "{0} was removed by somebody else", path);
        }
      }
      case REGULAR_FILE, DIRECTORY, SYMBOLIC_LINK, OTHER ->
          throw refused(
              path,
              "%s stands there, which is never removed; move it away or choose another path"
                  .formatted(kind.words()));
    }
  }

  private static void removeStale(Path path) throws IOException {
    Object before = key(path);
    switch (SocketProbe.of(path)) {
      case LISTENING ->
          throw refused(path, "another process is listening; stop it or choose another path");
      case UNCLEAR ->
          throw refused(
              path, "a socket stands there that we may not ask; remove it or choose another path");
      case GONE -> {}
      case STALE -> {
        if (before.equals(key(path))) { // else somebody has just replaced it: look again
          Files.deleteIfExists(path);
          LOG.log(Level.INFO, "removed the stale socket {0}", path);
        }
      }
    }
  }

  /// Unlinks the file where it is still the one that we made.
  void remove() {
    try {
      if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && key.equals(key(path))) {
        Files.deleteIfExists(path);
      }
    } catch (IOException failure) {
      LOG.log(Level.WARNING, "cannot remove the socket " + path, failure);
    }
  }

  private static Object key(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
        .fileKey();
  }

  private static CannotListen refused(Path path, String why) {
    return new CannotListen("cannot listen on %s: %s".formatted(path, why));
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
