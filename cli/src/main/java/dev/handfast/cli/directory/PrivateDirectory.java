package dev.handfast.cli.directory;

import dev.handfast.SocketPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.stream.Stream;

/// A directory that only this user may enter, for one socket and what belongs to it; it goes with
/// its owner, or, where that was killed, with the next start of a command ([Leftovers]).
public final class PrivateDirectory implements AutoCloseable {
  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private final SocketPath.File socket;
  private final Claim claim;

  private PrivateDirectory(SocketPath.File socket, Claim claim) {
    this.socket = socket;
    this.claim = claim;
  }

  /// Makes one at the usual place.
  ///
  /// @param name the socket's file name without an ending
  public static PrivateDirectory make(String name) throws IOException {
    return claimed(SocketPath.privateDirectory(name));
  }

  /// Makes one in another one, or at the usual place where the socket's path would be too long.
  public static PrivateDirectory in(Path place, String name) throws IOException {
    Path directory = Files.createTempDirectory(place, KnownFiles.INNER, OWNER_ONLY);
    try {
      return claimed(new SocketPath.File(directory.resolve(name + ".sock")));
    } catch (IllegalArgumentException _) { // too long, which the usual place never is
      Files.delete(directory);
      return make(name);
    }
  }

  /// One that cannot be claimed would look like another owner's for ever: it goes at once.
  private static PrivateDirectory claimed(SocketPath.File socket) throws IOException {
    Path directory = directoryOf(socket);
    try {
      return new PrivateDirectory(socket, Claim.take(directory));
    } catch (Throwable failure) {
      Files.deleteIfExists(directory.resolve(Claim.HIDDEN));
      Files.deleteIfExists(directory);
      throw failure;
    }
  }

  /// Where the socket goes.
  public SocketPath.File socket() {
    return socket;
  }

  /// The directory.
  public Path path() {
    return directoryOf(socket);
  }

  /// Deletes it and everything in it, also what a worker that was killed has left there.
  @Override
  public void close() throws IOException {
    try (claim;
        Stream<Path> files = Files.walk(path())) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static Path directoryOf(SocketPath.File socket) {
    return socket.path().resolveSibling(".").normalize();
  }
}
