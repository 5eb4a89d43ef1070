package dev.handfast.kill;

import dev.handfast.SocketPath;
import dev.handfast.server.HandfastServer;
import java.nio.file.Path;

/// An orchestrator's start and stop in a process of its own, which may end at any of its [Steps].
final class MortalListener {
  private MortalListener() {}

  /// Lives once.
  ///
  /// @param arguments where to listen, its diary, its end, its sockets
  public static void main(String[] arguments) {
    var diary = new Diary(Path.of(arguments[1]), Point.parse(arguments[2]));
    Steps.tell(diary::event);
    HandfastServer.builder(SocketPath.of(arguments[0]))
        .transport(Sockets.valueOf(arguments[3]).factory())
        .start()
        .close();
  }
}
