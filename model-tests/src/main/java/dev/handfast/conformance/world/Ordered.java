package dev.handfast.conformance.world;

import dev.handfast.Receipt;
import dev.handfast.server.BroadcastReport;
import dev.handfast.server.Worker;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// An order of the orchestrator's program, and how to tell later what became of it.
///
/// @param outcome tells it in the words of accounts
record Ordered(Supplier<String> outcome) {

  /// To one worker, or to nobody.
  static Ordered to(Optional<Worker> worker, Function<Worker, Receipt> order) {
    Optional<Receipt> receipt = worker.map(order);
    return new Ordered(() -> receipt.map(one -> Told.of(one.delivery())).orElse("nobody"));
  }

  /// To all.
  static Ordered to(BroadcastReport report) {
    return new Ordered(
        () ->
            Stream.concat(
                    report.accepted().entrySet().stream()
                        .map(one -> one.getKey() + " " + Told.of(one.getValue().delivery())),
                    report.refused().keySet().stream().map(child -> child + " refused"))
                .sorted()
                .toList()
                .toString());
  }

  String told() {
    return outcome.get();
  }
}
