package dev.handfast.conformance.cases;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What is done, or expected, in a step.
public sealed interface Deed {

  /// The driver is given a command.
  ///
  /// @param command its name
  /// @param fields of it; those that a command needs and that are not here have defaults
  record Tell(String command, ObjectNode fields) implements Deed {}

  /// The suite listens, as an orchestrator.
  ///
  /// @param full whether so many others wait already that nobody else can connect
  record Listen(boolean full) implements Deed {}

  /// The suite takes those who wait, and lets them go: there is room for others.
  record MakeRoom() implements Deed {}

  /// The suite connects, as a worker.
  record Open() implements Deed {}

  /// The suite writes.
  ///
  /// @param items in order, without a pause
  /// @param cut in which pieces
  record Say(List<Item> items, Cut cut) implements Deed {
    /// Takes a copy.
    public Say {
      items = List.copyOf(items);
    }
  }

  /// The suite writes the same again and again, until the subject ends the connection.
  ///
  /// @param item what
  /// @param pause between two times
  /// @param most how long at most; a subject that still listens then has not noticed
  record Drip(Item item, Duration pause, Duration most) implements Deed {}

  /// The suite ends its direction.
  record HalfClose() implements Deed {}

  /// The suite closes the connection.
  record HangUp() implements Deed {}

  /// The next frame from the subject looks like this.
  record Frame(JsonNode pattern) implements Deed {}

  /// The next frames are these in any order that keeps the order of each list.
  ///
  /// @param lists of patterns
  record Merged(List<List<JsonNode>> lists) implements Deed {
    /// Takes a copy.
    public Merged {
      lists = lists.stream().map(List::copyOf).toList();
    }
  }

  /// A moment gets a name: `$before:name` matches timestamps that are earlier.
  record Mark(String name) implements Deed {}

  /// Time passes.
  record Pass(Duration time) implements Deed {}

  /// The subject has begun its next frame.
  record Begun() implements Deed {}

  /// The subject ends its direction, and no frame stands before the end.
  record End() implements Deed {}

  /// The subject has read everything, and written nothing else: a ping, and the pong is next.
  record Barrier() implements Deed {}

  /// The next event of its kind from the driver looks like this.
  record Event(ObjectNode pattern) implements Deed {}

  /// No event that looks like this has been told by now: the driver has answered `state` since.
  record NoEvent(ObjectNode pattern) implements Deed {}

  /// The driver answers `state` so, now or after a while.
  record State(ObjectNode pattern) implements Deed {}

  /// A file at the path of the socket, in the place of what stands there.
  ///
  /// @param kind `file`, `directory`, `symlink`, `stale`, `live` or `nothing`
  record Place(String kind) implements Deed {}

  /// The path of the socket looks like this.
  ///
  /// @param kind `file`, `directory`, `symlink`, `live`, `private` (a socket of mode 0600) or
  ///   `nothing`
  record Found(String kind) implements Deed {}

  /// Whether it can be done with a subject that has no driver. What only a driver tells is left out
  /// there.
  default boolean isForTheWire() {
    return switch (this) {
      case Tell(String command, ObjectNode fields) ->
          fields.isEmpty() && Set.of("connect", "listen").contains(command);
      case Listen(boolean full) -> !full;
      case Open _, Say _, HalfClose _, HangUp _, Frame _, Begun _, End _, Barrier _ -> true;
      case Event _, State _ -> true;
      case MakeRoom _, Drip _, NoEvent _, Place _, Found _, Merged _, Mark _, Pass _ -> false;
    };
  }

  /// Whether it says what must be seen on the wire.
  default boolean isSeenOnTheWire() {
    return this instanceof Frame || this instanceof End || this instanceof Barrier;
  }

  /// Whether it is the suite's turn, not the subject's.
  default boolean isDone() {
    return switch (this) {
      case Tell _, Listen _, MakeRoom _, Open _, Say _, Drip _, HalfClose _, HangUp _, Place _ ->
          true;
      case Mark _, Pass _ -> true;
      case Frame _, Merged _, Begun _, End _, Barrier _, Event _, NoEvent _, State _, Found _ ->
          false;
    };
  }

  /// Something to write.
  sealed interface Item {}

  /// A frame: the envelope is added where it is missing.
  ///
  /// @param fields of it; `$name` stands for what was seen before
  /// @param size of its line in bytes, to which its first text is made longer; 0 leaves it as it is
  record Fields(ObjectNode fields, int size) implements Item {}

  /// Bytes as they are, each as the character of its number.
  record Bytes(String text) implements Item {}

  /// In which pieces something is written.
  sealed interface Cut {}

  /// In one.
  record Whole() implements Cut {}

  /// Each byte for itself.
  record Each() implements Cut {}

  /// Cut before these bytes, which are counted from 0.
  record At(List<Integer> positions) implements Cut {
    /// Takes a copy.
    public At {
      positions = List.copyOf(positions);
    }
  }

  /// Only so many bytes of it.
  record Only(int bytes) implements Cut {}
}
