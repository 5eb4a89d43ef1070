package dev.handfast.transport;

import dev.handfast.HandfastException.CannotListen;
import dev.handfast.SocketPath;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// The file of a listening socket: taken without pushing anybody aside, given back if still ours.
///
/// HF-28: whoever holds the [SocketLock] may take the path; of simultaneous starters exactly one
/// does, also where they find the same stale file. The socket is bound under a hidden name, gets
/// mode 0600, and is then published by a hard link: at no moment may others open it at its path,
/// and a link, unlike a rename, refuses a path that somebody took who knows of no lock.
final class SocketFile implements Bound.Place {
  private static final System.Logger LOG = System.getLogger(SocketFile.class.getName());
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  /// Tries to take a path that others, without a lock, take and leave at the same time.
  private static final int ATTEMPTS = 5;

  private final Path path;
  private final Path hidden;
  private final FileIdentity identity;
  private final SocketLock lock;

  private SocketFile(Path path, Path hidden, FileIdentity identity, SocketLock lock) {
    this.path = path;
    this.hidden = hidden;
    this.identity = identity;
    this.lock = lock;
  }

  /// Listens at the path.
  ///
  /// @throws CannotListen where the path is taken or not usable
  static Bound bind(Sockets sockets, SocketPath.File socket, int backlog) {
    Path path = socket.path();
    try {
      SocketDirectory.check(path);
      refuseForeign(path); // before the lock: where this fails no trace is left
      SocketLock lock = SocketLock.take(path);
      try {
        return bind(sockets, socket, backlog, lock);
      } catch (Throwable failure) {
        lock.giveBack();
        throw failure;
      }
    } catch (IOException | UnsupportedOperationException failure) {
      throw new CannotListen(
          "cannot listen on %s: %s; it needs a directory that we may write to, with hard links and file locks"
              .formatted(path, failure),
          failure);
    }
  }

  private static Bound bind(Sockets sockets, SocketPath.File socket, int backlog, SocketLock lock)
      throws IOException {
    ServerSocketChannel channel = sockets.server();
    try {
      Path hidden = HiddenSocket.bind(sockets, channel, socket, backlog);
      try {
        Files.setPosixFilePermissions(hidden, OWNER_ONLY);
        SocketFile file = publish(socket.path(), hidden, lock);
        if (!sockets.needsBoundName()) {
          Files.deleteIfExists(hidden);
        }
        return new Bound(channel, file);
      } catch (Throwable failure) {
        Files.deleteIfExists(hidden);
        throw failure;
      }
    } catch (Throwable failure) {
      channel.close();
      throw failure;
    }
  }

  private static SocketFile publish(Path path, Path hidden, SocketLock lock) throws IOException {
    FileIdentity identity = FileIdentity.of(hidden);
    for (int i = 0; i < ATTEMPTS; i++) {
      try {
        Files.createLink(path, hidden);
        return new SocketFile(path, hidden, identity, lock);
      } catch (FileAlreadyExistsException _) {
        makeRoom(path);
      }
    }
    throw refused(path, "others keep taking it; start one orchestrator only");
  }

  /// Leaves the path free, or refuses it; only a socket that nobody listens on is ever removed.
  private static void makeRoom(Path path) throws IOException {
    if (refuseForeign(path) == PathKind.SOCKET) {
      try {
        removeStale(path);
      } catch (NoSuchFileException _) {
        LOG.log(Level.DEBUG, "{0} was removed by somebody else", path);
      }
    }
  }

  private static PathKind refuseForeign(Path path) throws IOException {
    PathKind kind = PathKind.of(path, LinkOption.NOFOLLOW_LINKS);
    return switch (kind) {
      case NOTHING, SOCKET -> kind;
      case REGULAR_FILE, DIRECTORY, SYMBOLIC_LINK, OTHER ->
          throw refused(
              path,
              "%s stands there, which is never removed; move it away or choose another path"
                  .formatted(kind.words()));
    };
  }

  private static void removeStale(Path path) throws IOException {
    FileIdentity before = FileIdentity.of(path);
    switch (SocketProbe.of(path)) {
      case LISTENING ->
          throw refused(path, "another process is listening; stop it or choose another path");
      case UNCLEAR ->
          throw refused(
              path, "a socket stands there that we may not ask; remove it or choose another path");
      case GONE -> {}
      case STALE -> {
        if (before.equals(FileIdentity.of(path))) { // else somebody replaced it: look again
          HiddenSocket.removeOf(before, path);
          Files.deleteIfExists(path);
          LOG.log(Level.INFO, "removed the stale socket {0}", path);
        }
      }
    }
  }

  /// Unlinks the file, under both names, where it is still the one that we made, and then lets
  /// others have the path.
  @Override
  public void giveBack() {
    try {
      identity.remove(path);
      identity.remove(hidden);
    } catch (IOException failure) {
      LOG.log(Level.WARNING, "cannot remove the socket " + path, failure);
    } finally {
      lock.giveBack();
    }
  }

  private static CannotListen refused(Path path, String why) {
    return new CannotListen("cannot listen on %s: %s".formatted(path, why));
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
