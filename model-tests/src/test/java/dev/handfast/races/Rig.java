package dev.handfast.races;

import dev.handfast.SocketPath;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;

/// What an orchestrator is started with, and what its handlers note.
///
/// @param path where it listens
/// @param handshakeMillis how long a handshake may take
/// @param stopMillis how long a stop lets messages leave
/// @param room how many messages may wait for one worker
/// @param replaces whether a second worker of a name takes the first one's place
/// @param told what handlers were called for
/// @param permits how many requests may be decided
/// @param meanwhile runs at the worst moment of a join
record Rig(
    SocketPath path,
    long handshakeMillis,
    long stopMillis,
    int room,
    boolean replaces,
    List<String> told,
    Semaphore permits,
    AtomicReference<Runnable> meanwhile) {

  /// 10 s: longer than any check takes.
  private static final long LONG = 10_000;

  private static final int ROOMY = 1_000;

  static Rig at(SocketPath path) {
    return new Rig(
        path,
        LONG,
        LONG,
        ROOMY,
        false,
        new CopyOnWriteArrayList<>(),
        new Semaphore(0),
        new AtomicReference<>(() -> {}));
  }

  Rig handshakesIn(long millis) {
    return new Rig(path, millis, stopMillis, room, replaces, told, permits, meanwhile);
  }

  Rig stopsIn(long millis) {
    return new Rig(path, handshakeMillis, millis, room, replaces, told, permits, meanwhile);
  }

  Rig withRoomFor(int messages) {
    return new Rig(path, handshakeMillis, stopMillis, messages, replaces, told, permits, meanwhile);
  }

  Rig replacing() {
    return new Rig(path, handshakeMillis, stopMillis, room, true, told, permits, meanwhile);
  }

  void note(String what) {
    told.add(what);
  }
}
