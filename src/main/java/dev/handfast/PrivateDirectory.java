package dev.handfast;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/// A fresh directory for one socket, in the first place that takes it and where its path fits.
final class PrivateDirectory {
  private static final System.Logger LOG = System.getLogger(PrivateDirectory.class.getName());

  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private PrivateDirectory() {}

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
