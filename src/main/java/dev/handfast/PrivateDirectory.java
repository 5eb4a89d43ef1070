package dev.handfast;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/// A fresh directory for one socket, in the first place where that socket's path fits.
final class PrivateDirectory {
  private PrivateDirectory() {}

  /// The places where a new directory may be made, the usual one first.
  ///
  /// The path is ours to choose: a long temporary directory, as some build tools set, is no reason
  /// to fail.
  static List<Path> places() {
    Path usual = Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
    return List.of(usual, Path.of("/tmp"));
  }

  static SocketPath.File create(String name, List<Path> places) throws IOException {
    IllegalArgumentException tooLong = null;
    for (Path place : places) {
      Path directory =
          Files.createTempDirectory(
              place,
              "hf-",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      try {
        return new SocketPath.File(directory.resolve(name + ".sock"));
      } catch (IllegalArgumentException longer) {
        Files.delete(directory);
        tooLong = longer;
      }
    }
    throw tooLong == null ? new IllegalArgumentException("no place for " + name) : tooLong;
  }
}
