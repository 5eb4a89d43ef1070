package dev.handfast;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A fresh directory for one socket that only this user may enter (mode 0700), deleted when it is
/// closed.
///
/// It is in `java.io.tmpdir`, or in `/tmp` where that cannot be written or makes the socket's path
/// too long. Any thread may use it.
public final class PrivateDirectory implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(PrivateDirectory.class.getName());

  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private final SocketPath.File socket;

  private PrivateDirectory(SocketPath.File socket) {
    this.socket = socket;
  }

  /// Makes one.
  ///
  /// @param name the socket's file name without an ending, such as `orchestrator`
  /// @throws IOException where no place can be written
  /// @throws IllegalArgumentException where the name is too long for any directory
  public static PrivateDirectory make(String name) throws IOException {
    return new PrivateDirectory(create(name, places()));
  }

  /// Where the socket goes.
  public SocketPath.File socket() {
    return socket;
  }

  /// Deletes the directory and everything in it; first close what uses the socket.
  ///
  /// A second call does nothing.
  ///
  /// @throws IOException where something in it cannot be deleted
  @Override
  public void close() throws IOException {
    Path directory = socket.path().resolveSibling(".").normalize();
    if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (UncheckedIOException unread) {
      throw unread.getCause();
    }
  }

  /// The places where a new directory may be made, the usual one first.
  ///
  /// The path is ours to choose: a temporary directory that is long, as some build tools set it, or
  /// missing is no reason to fail.
  static List<Path> places() {
    Path usual = Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
    return List.of(usual, Path.of("/tmp"));
  }

  /// Makes it.
  ///
  /// @throws IOException where no place takes a directory
  /// @throws IllegalArgumentException where the last place does, but the name is too long there
  static SocketPath.File create(String name, List<Path> places) throws IOException {
    for (Path place : places.subList(0, places.size() - 1)) {
      try {
        return in(place, name);
      } catch (IOException | IllegalArgumentException failure) {
        LOG.log(Level.DEBUG, "no private directory in " + place, failure);
      }
    }
    return in(places.getLast(), name);
  }

  private static SocketPath.File in(Path place, String name) throws IOException {
    Path directory = Files.createTempDirectory(place, "hf-", OWNER_ONLY);
    try {
      return new SocketPath.File(directory.resolve(name + ".sock"));
    } catch (IllegalArgumentException tooLong) {
      Files.delete(directory);
      throw tooLong;
    }
  }
}
