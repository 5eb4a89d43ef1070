package dev.handfast.server;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// Who is connected under which identity: one live session per childId (HF-15).
///
/// A session is a childId and an epoch. Only the session that holds an identity can give it back,
/// so a stale connection's end never touches a newer one.
final class Registry {
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Claim> claims = new HashMap<>();
  private long epochs;

  private record Claim(long epoch, ServerPart holder) {}

  /// What became of a claim.
  sealed interface Outcome {
    /// The identity is the new connection's.
    record Granted(long epoch) implements Outcome {}

    /// The identity is the new connection's; the old one is to be closed.
    record TakenOver(long epoch, ServerPart old) implements Outcome {}

    /// The identity is another live connection's.
    record Taken(long holder) implements Outcome {}
  }

  Outcome claim(String childId, ServerPart holder, DuplicatePolicy policy) {
    lock.lock();
    try {
      Claim old = claims.get(childId);
      if (old != null && policy == DuplicatePolicy.REJECT) {
        return new Outcome.Taken(old.epoch());
      }
      long epoch = ++epochs;
      claims.put(childId, new Claim(epoch, holder));
      return old == null ? new Outcome.Granted(epoch) : new Outcome.TakenOver(epoch, old.holder());
    } finally {
      lock.unlock();
    }
  }

  void release(String childId, long epoch) {
    lock.lock();
    try {
      Claim claim = claims.get(childId);
      if (claim != null && claim.epoch() == epoch) {
        claims.remove(childId);
      }
    } finally {
      lock.unlock();
    }
  }

  /// The joined worker of this identity.
  Optional<Worker> worker(String childId) {
    lock.lock();
    try {
      return Optional.ofNullable(claims.get(childId)).flatMap(claim -> claim.holder().joined());
    } finally {
      lock.unlock();
    }
  }

  /// All joined workers, oldest session first.
  List<Worker> workers() {
    lock.lock();
    try {
      var workers = new ArrayList<Worker>();
      claims.values().stream()
          .sorted((a, b) -> Long.compare(a.epoch(), b.epoch()))
          .forEach(claim -> claim.holder().joined().ifPresent(workers::add));
      return workers;
    } finally {
      lock.unlock();
    }
  }
}
