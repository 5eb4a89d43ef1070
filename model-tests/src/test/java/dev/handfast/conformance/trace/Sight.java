package dev.handfast.conformance.trace;

import dev.handfast.message.Message;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/// What was seen, in the words of `spec/tla/Sight.tla`.
final class Sight {
  private Sight() {}

  /// One entry; empty for what nothing hangs on.
  ///
  /// @param number of a message or a request, by its id
  /// @param sent the words for a frame that left
  /// @param input the words for a frame that arrived
  static Optional<String> entry(
      Seen seen,
      ToIntFunction<String> number,
      Function<Message, String> sent,
      Function<Optional<Message>, String> input) {
    return switch (seen) {
      case Seen.Changed(String from, String to) ->
          Optional.of("[kind |-> \"state\", from |-> \"%s\", to |-> \"%s\"]".formatted(from, to));
      case Seen.Sent(Message message) -> Optional.of(sent.apply(message));
      case Seen.Got(var message) ->
          Optional.of("[kind |-> \"received\", input |-> " + input.apply(message) + "]");
      case Seen.Settled(_, String id, String outcome) ->
          Optional.of(
              "[kind |-> \"outcome\", id |-> %d, what |-> \"%s\"]"
                  .formatted(
                      number.applyAsInt(id),
                      outcome.substring(0, 1).toUpperCase(Locale.ROOT) + outcome.substring(1)));
      case Seen.RequestEnded(String id) ->
          Optional.of("[kind |-> \"request\", id |-> " + number.applyAsInt(id) + "]");
      case Seen.Refused _ -> Optional.empty(); // a call that came to nothing
      case Seen.Ignored(String why) ->
          Optional.of(
              "[kind |-> \"ignored\", what |-> \"%s\"]".formatted(why.toUpperCase(Locale.ROOT)));
      case Seen.Violated _ -> Optional.of("[kind |-> \"violation\"]");
      case Seen.Ended _ -> Optional.of("[kind |-> \"ended\"]");
    };
  }
}
