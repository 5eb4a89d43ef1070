package dev.handfast.peer;

import dev.handfast.server.Verdict;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/// How a driven server decides about handshakes.
sealed interface Verdicts {

  /// The verdict; may wait for it.
  Verdict on(String childId);

  /// All get the same one.
  record Same(Verdict verdict) implements Verdicts {
    @Override
    public Verdict on(String childId) {
      return verdict;
    }
  }

  /// The suite is asked.
  final class Asked implements Verdicts {
    private final Console console;
    private final Queue<Waiting> waiting = new ArrayDeque<>();

    private record Waiting(String childId, CompletableFuture<Verdict> verdict) {}

    Asked(Console console) {
      this.console = console;
    }

    /// The handshake waits before it is told: whoever hears of it may decide at once.
    @Override
    public Verdict on(String childId) {
      var mine = new Waiting(childId, new CompletableFuture<>());
      synchronized (waiting) {
        waiting.add(mine);
        console.tell("handshake", event -> event.put("childId", childId));
      }
      return mine.verdict().join();
    }

    /// Decides about the one that has waited longest.
    void decide(String childId, Verdict verdict) {
      Predicate<Waiting> isMeant = each -> each.childId().equals(childId);
      Waiting first;
      synchronized (waiting) {
        first =
            waiting.stream()
                .filter(isMeant)
                .findFirst()
                .orElseThrow(
                    () -> new IllegalStateException("no handshake of %s waits".formatted(childId)));
        waiting.remove(first);
      }
      first.verdict().complete(verdict);
    }
  }

  /// By the setting of `listen`.
  static Verdicts of(String setting, Console console) {
    return switch (setting) {
      case "accept" -> new Same(Verdict.accept());
      case "reject" -> new Same(refusal());
      case "ask" -> new Asked(console);
      default -> throw new IllegalArgumentException("no verdict: " + setting);
    };
  }

  /// Turns a worker away.
  static Verdict refusal() {
    return Verdict.reject("refused by the program");
  }
}
