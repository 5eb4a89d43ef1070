package dev.handfast.conformance.subject;

import dev.handfast.seam.Seams;
import java.util.Set;

/// A client that takes bytes, time and threads from outside: it is also tested in memory at full
/// speed, and under threads whose turns are chosen.
///
/// The client keeps to its seams:
///
/// - it connects with the [dev.handfast.transport.Transport], and its handler does not block;
/// - it takes the time and sets alarms with the [dev.handfast.seam.Clock];
/// - it starts threads with [dev.handfast.seam.Threads#start], and none in another way: no pool, no
///   `Thread.sleep`. Only on such a thread it may wait, and only for a
///   [java.util.concurrent.CompletableFuture];
/// - it locks with `ReentrantLock`, and nothing with `synchronized`.
///
/// For schedules its classes are loaded once more, with points in their byte code at which a thread
/// may lose its turn. So this class must be public, have a public constructor without parameters,
/// and keep nothing that clients share.
public interface ClientOnSeams extends ClientUnderTest {
  /// Makes a client on these seams and starts it; waits for nothing. Whoever gave the seams closes
  /// them.
  Life start(Settings settings, Listener listener, Seams seams);

  /// The packages of the client and of what it shares between threads, with all packages below
  /// them: where a thread may lose its turn. Handfast's own are always among them.
  default Set<String> packages() {
    return Set.of(getClass().getPackageName());
  }
}
