package dev.handfast;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// The path of a Unix domain socket, known to fit into the system's address structure.
///
/// @param path the absolute path
public record SocketPath(Path path) {

  /// 106 bytes: what the JDK's channels take on Linux (the kernel's 108 less a terminator and one).
  public static final int LINUX_BYTES = 106;

  /// 103 bytes: what macOS takes (104 less a terminator).
  public static final int MAC_BYTES = 103;

  /// Makes the path absolute and checks its length.
  ///
  /// @throws IllegalArgumentException where the path is too long for a Unix socket
  public SocketPath {
    path = path.toAbsolutePath().normalize();
    int length = path.toString().getBytes(StandardCharsets.UTF_8).length;
    int limit = limit();
    if (length > limit) {
      throw new IllegalArgumentException(
          "socket path %s has %d bytes, a Unix socket takes at most %d here; choose a shorter directory"
              .formatted(path, length, limit));
    }
  }

  /// The socket at this path.
  ///
  /// @throws IllegalArgumentException where the path is too long for a Unix socket
  public static SocketPath of(Path path) {
    return new SocketPath(path);
  }

  /// The socket at this path.
  ///
  /// @throws IllegalArgumentException where the path is too long for a Unix socket
  public static SocketPath of(String path) {
    return new SocketPath(Path.of(path));
  }

  /// A fresh path in a new directory that only this user may enter (mode 0700).
  ///
  /// The directory is the caller's to delete.
  ///
  /// @param name the socket's file name without an ending, such as `orchestrator`
  /// @throws IOException where the temporary directory cannot be written
  /// @throws IllegalArgumentException where its path is too long; `java.io.tmpdir` chooses another
  public static SocketPath privateDirectory(String name) throws IOException {
    Path directory =
        Files.createTempDirectory(
            "hf-",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    try {
      return new SocketPath(directory.resolve(name + ".sock"));
    } catch (IllegalArgumentException tooLong) {
      Files.delete(directory);
      throw tooLong;
    }
  }

  private static int limit() {
    return System.getProperty("os.name", "").startsWith("Mac") ? MAC_BYTES : LINUX_BYTES;
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
