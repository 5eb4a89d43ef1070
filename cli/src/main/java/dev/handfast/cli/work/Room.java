package dev.handfast.cli.work;

import dev.handfast.SocketPath;
import dev.handfast.cli.directory.PrivateDirectory;
import dev.handfast.cli.process.Self;
import dev.handfast.message.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The private directory that a worker shares with its command; nobody else may enter it.
///
/// @param directory the directory, with the socket of the private channel
record Room(PrivateDirectory directory) implements AutoCloseable {
  private static final String CHANNEL = "channel";

  /// Makes the directory, the file for contexts, and a `handfast` for scripts.
  ///
  /// @param place where; the usual one where empty, or where the socket's path would be too long
  static Room open(Optional<Path> place) throws IOException {
    var room =
        new Room(
            place.isPresent()
                ? PrivateDirectory.in(place.get(), CHANNEL)
                : PrivateDirectory.make(CHANNEL));
    Files.createFile(room.context(), only("rw-------"));
    Files.createDirectory(room.programs(), only("rwx------"));
    Path handfast = Files.createFile(room.programs().resolve("handfast"), only("rwx------"));
    Files.writeString(handfast, Self.script());
    return room;
  }

  private static FileAttribute<?> only(String owner) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(owner));
  }

  /// The directory that a script finds `handfast` in.
  Path programs() {
    return directory.path().resolve("bin");
  }

  /// The file that contexts are appended to.
  Path context() {
    return directory.path().resolve("context.ndjson");
  }

  /// Appends a context as one line of JSON.
  void add(String context, List<String> relevantFiles) throws IOException {
    String line = Json.of(Map.of("context", context, "relevantFiles", relevantFiles)).text();
    Files.writeString(context(), line + "\n", StandardOpenOption.APPEND);
  }

  /// Where the private channel listens.
  SocketPath.File socket() {
    return directory.socket();
  }

  /// Deletes it and everything in it.
  @Override
  public void close() throws IOException {
    directory.close();
  }
}
