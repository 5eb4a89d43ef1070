package dev.handfast.cli.work;

import dev.handfast.SocketPath;
import dev.handfast.cli.process.Self;
import dev.handfast.message.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The private directory that a worker shares with its command; nobody else may enter it.
///
/// @param socket where the private channel listens
record Room(SocketPath.File socket) implements AutoCloseable {

  /// Makes the directory, the file for contexts, and a `handfast` for scripts.
  static Room open() throws IOException {
    var room = new Room(SocketPath.privateDirectory("channel"));
    Files.createFile(room.context());
    Files.createDirectory(room.programs());
    Path handfast = Files.writeString(room.programs().resolve("handfast"), Self.script());
    if (!handfast.toFile().setExecutable(true)) {
      throw new IOException(handfast + " cannot be made executable");
    }
    return room;
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
