package dev.handfast.server;

import dev.handfast.transition.ServerState;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/// The connections that have not been let in yet, in the order in which they came (HF-16).
final class Anteroom {
  private final ReentrantLock lock = new ReentrantLock();
  private final Set<ServerPart> waiting = new LinkedHashSet<>(); // by identity
  private final int limit;

  /// @param limit how many may wait
  Anteroom(int limit) {
    this.limit = limit;
  }

  /// One more waits; who has to go for it, if there are too many now.
  ///
  /// That is the one that has been silent for longest: whoever speaks is a worker that wants in,
  /// whoever does not may be anything. Where all but the newcomer have spoken, it is the newcomer.
  Optional<ServerPart> enter(ServerPart newcomer) {
    lock.lock();
    try {
      waiting.add(newcomer);
      return waiting.size() <= limit
          ? Optional.empty()
          : waiting.stream().filter(Anteroom::isSilent).findFirst();
    } finally {
      lock.unlock();
    }
  }

  /// It has joined, or has ended.
  void leave(ServerPart part) {
    lock.lock();
    try {
      waiting.remove(part);
    } finally {
      lock.unlock();
    }
  }

  private static boolean isSilent(ServerPart part) {
    return part.connection().state() instanceof ServerState.AwaitingHandshake;
  }
}
