package dev.handfast.driver;

import dev.handfast.transition.ClientEffect;
import dev.handfast.transition.PongReceived;
import dev.handfast.transition.ServerEffect;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// What mutants do instead of carrying out a step's effects at once and in order.
public final class WrongExecutor {
  private WrongExecutor() {}

  /// The flush is another thread's task; who sends does so himself.
  public static void flushes(
      List<Object> effects, Consumer<Object> perform, Connection<?, Object, ?> connection) {
    boolean opens = effects.stream().anyMatch(ClientEffect.AnnounceReady.class::isInstance);
    if (opens) {
      later(effects, perform, connection);
    } else {
      effects.forEach(perform);
    }
  }

  /// The worker is registered at once, the ack is another thread's task.
  public static void acknowledges(
      List<Object> effects, Consumer<Object> perform, Connection<?, Object, ?> connection) {
    Predicate<Object> isAck = ServerEffect.TransmitAck.class::isInstance;
    var acks = new ArrayList<>(effects);
    acks.removeIf(isAck.negate());
    effects.stream().filter(isAck.negate()).forEach(perform);
    if (!acks.isEmpty()) {
      later(acks, perform, connection);
    }
  }

  private static void later(
      List<Object> effects, Consumer<Object> perform, Connection<?, Object, ?> connection) {
    connection
        .dispatcher()
        .execute(
            () ->
                connection.submit(
                    _ -> {
                      effects.forEach(perform);
                      return new PongReceived();
                    }));
  }
}
