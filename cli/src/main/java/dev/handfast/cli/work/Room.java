package dev.handfast.cli.work;

import dev.handfast.SocketPath;
import dev.handfast.cli.process.Self;
import dev.handfast.message.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The private directory that a worker shares with its command; nobody else may enter it.
///
/// @param socket where the private channel listens
record Room(SocketPath.File socket) implements AutoCloseable {
  private static final String CHANNEL = "channel";

  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  /// Makes the directory, the file for contexts, and a `handfast` for scripts.
  ///
  /// @param place where; the usual one where empty, or where the socket's path would be too long
  static Room open(Optional<Path> place) throws IOException {
    var room = new Room(place.isPresent() ? socketIn(place.get()) : usual());
    Files.createFile(room.context());
    Files.createDirectory(room.programs());
    Path handfast = Files.writeString(room.programs().resolve("handfast"), Self.script());
    if (!handfast.toFile().setExecutable(true)) {
      throw new IOException(handfast + " cannot be made executable");
    }
    return room;
  }

  private static SocketPath.File socketIn(Path place) throws IOException {
    Path directory = Files.createTempDirectory(place, "w-", OWNER_ONLY);
    try {
      return new SocketPath.File(directory.resolve(CHANNEL + ".sock"));
    } catch (IllegalArgumentException _) { // too long, which the usual place never is
      Files.delete(directory);
      return usual();
    }
  }

  private static SocketPath.File usual() throws IOException {
    return SocketPath.privateDirectory(CHANNEL);
  }

  /// The directory that a script finds `handfast` in.
  Path programs() {
    return directory().resolve("bin");
  }

  /// The file that contexts are appended to.
  Path context() {
    return directory().resolve("context.ndjson");
  }

  /// Appends a context as one line of JSON.
  void add(String context, List<String> relevantFiles) throws IOException {
    String line = Json.of(Map.of("context", context, "relevantFiles", relevantFiles)).text();
    Files.writeString(context(), line + "\n", StandardOpenOption.APPEND);
  }

  /// Deletes it and everything in it.
  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.walk(directory())) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private Path directory() {
    return socket.path().resolveSibling(".").normalize();
  }
}
