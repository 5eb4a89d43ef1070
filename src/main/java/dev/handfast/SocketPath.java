package dev.handfast;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// The address of a Unix domain socket, known to fit into the system's address structure.
public sealed interface SocketPath {

  /// 106 bytes: what the JDK's channels take on Linux (the kernel's 108 less a terminator and one).
  int LINUX_BYTES = 106;

  /// 103 bytes: what macOS takes (104 less a terminator).
  int MAC_BYTES = 103;

  /// 107 bytes: what the kernel takes for an abstract name (108 less the zero byte in front).
  int ABSTRACT_BYTES = 107;

  /// A socket in the file system.
  ///
  /// @param path the absolute path
  record File(Path path) implements SocketPath {
    /// Makes the path absolute and checks its length.
    ///
    /// @throws IllegalArgumentException where the path is empty, or too long for a Unix socket
    public File {
      if (path.toString().isEmpty()) {
        throw new IllegalArgumentException(
            "socket path is empty, wanted a file such as o.sock, or @NAME for an abstract name");
      }
      path = path.toAbsolutePath().normalize();
      int length = bytes(path.toString());
      int limit = limit();
      if (length > limit) {
        throw new IllegalArgumentException(
            "socket path %s has %d bytes, a Unix socket takes at most %d here; choose a shorter directory"
                .formatted(path, length, limit));
      }
    }

    @Override
    public String toString() {
      return path.toString();
    }
  }

  /// A name in the abstract namespace of Linux: no file, nobody's permissions, gone with its
  /// process.
  ///
  /// Every user of the machine may connect, so the peer's user is all that keeps others out. Only
  /// the transport over junixsocket knows these names.
  ///
  /// @param name the name without the `@` that it is written with
  record Abstract(String name) implements SocketPath {
    /// Checks the name.
    ///
    /// @throws IllegalArgumentException where the name is empty or too long, or has control
    ///   characters
    public Abstract {
      int length = bytes(name);
      if (length == 0 || length > ABSTRACT_BYTES) {
        throw new IllegalArgumentException(
            "abstract socket name @%s has %d bytes, wanted 1 to %d"
                .formatted(name, length, ABSTRACT_BYTES));
      }
      if (name.chars().anyMatch(Character::isISOControl)) {
        throw new IllegalArgumentException(
            "abstract socket name @%s has a control character; choose one that can be read"
                .formatted(name.replaceAll("\\p{Cntrl}", "?")));
      }
    }

    @Override
    public String toString() {
      return "@" + name;
    }
  }

  /// The socket at this path.
  ///
  /// @throws IllegalArgumentException where the path is too long for a Unix socket
  static File of(Path path) {
    return new File(path);
  }

  /// The socket at this path, or with this abstract name where it starts with `@`; `./@name` is a
  /// file.
  ///
  /// @throws IllegalArgumentException where the path is too long for a Unix socket
  static SocketPath of(String path) {
    return path.startsWith("@") ? new Abstract(path.substring(1)) : new File(Path.of(path));
  }

  /// A fresh path in a new directory that only this user may enter (mode 0700).
  ///
  /// The directory is the caller's to delete; a [PrivateDirectory] deletes its own. It is in
  /// `java.io.tmpdir`, or in `/tmp` where that cannot be written or makes the path too long.
  ///
  /// @param name the socket's file name without an ending, such as `orchestrator`
  /// @throws IOException where neither can be written
  /// @throws IllegalArgumentException where the name is too long for any directory
  static File privateDirectory(String name) throws IOException {
    return PrivateDirectory.create(name, PrivateDirectory.places());
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static int limit() {
    return System.getProperty("os.name", "").startsWith("Mac") ? MAC_BYTES : LINUX_BYTES;
  }
}
