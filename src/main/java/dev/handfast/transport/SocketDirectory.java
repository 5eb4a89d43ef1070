package dev.handfast.transport;

import dev.handfast.HandfastException.CannotListen;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;

/// The directory that a socket is in: whoever may write there can put another socket in its place.
final class SocketDirectory {
  private static final System.Logger LOG = System.getLogger(SocketDirectory.class.getName());

  private static final int STICKY = 01000;
  private static final int GROUP_WRITES = 020;
  private static final int ALL_WRITE = 02;

  private SocketDirectory() {}

  /// Refuses a directory that is missing, or in which everybody may replace our socket.
  ///
  /// One in which its group may do so is taken with a warning: many systems give each user a group
  /// of their own, and the mode does not tell.
  static void check(Path socket) throws IOException {
    Path directory = socket.resolveSibling(".").normalize();
    if (!Files.isDirectory(directory)) {
      throw refused(
          socket, "there is no directory %s; create it with mode 0700".formatted(directory));
    }
    int mode = (Integer) Files.getAttribute(directory, "unix:mode");
    if ((mode & STICKY) != 0) {
      return; // as /tmp: only its owner may remove a file
    }
    if ((mode & ALL_WRITE) != 0) {
      throw refused(
          socket,
          "every user may write to its directory %s (mode %04o) and put another socket in its place; run chmod 0700 on it, or choose another directory"
              .formatted(directory, mode & 07777));
    }
    if ((mode & GROUP_WRITES) != 0) {
      LOG.log(
          Level.WARNING,
          "the group of %s may put another socket in the place of %s; chmod g-w prevents it"
              .formatted(directory, socket.getFileName()));
    }
  }

  private static CannotListen refused(Path socket, String why) {
    return new CannotListen("cannot listen on %s: %s".formatted(socket, why));
  }
}
