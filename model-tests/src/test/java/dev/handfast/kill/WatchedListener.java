package dev.handfast.kill;

import dev.handfast.SocketPath;
import dev.handfast.server.HandfastServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// An orchestrator's start and stop in a private directory, with a look at all modes before each of
/// its [Steps] and after the last.
final class WatchedListener {
  private final Diary diary;
  private final Path directory;

  private WatchedListener(Diary diary, Path directory) {
    this.diary = diary;
    this.directory = directory;
  }

  /// Lives once.
  ///
  /// @param arguments its diary, its sockets
  public static void main(String[] arguments) throws IOException {
    var diary = new Diary(Path.of(arguments[0]), Point.NEVER);
    SocketPath.File socket = SocketPath.privateDirectory("s");
    var watch = new WatchedListener(diary, socket.path().getParent());
    Steps.tell(watch::look);
    HandfastServer.builder(socket)
        .transport(Sockets.valueOf(arguments[1]).factory())
        .start()
        .close();
    watch.look("the end");
    Files.delete(watch.directory);
  }

  private void look(String step) {
    diary.note("before " + step);
    note("directory", directory);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        note(file.getFileName().toString(), file);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void note(String name, Path file) {
    try {
      diary.note(
          "%s %s"
              .formatted(
                  name,
                  PosixFilePermissions.toString(
                      Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS))));
    } catch (NoSuchFileException _) {
      // another thread of the server has taken it away since it was listed: nobody can open it
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
