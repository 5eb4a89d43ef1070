package dev.handfast.conformance.replay;

import dev.handfast.conformance.schedule.Choices;
import dev.handfast.conformance.script.Script;
import dev.handfast.conformance.script.ServerScript;
import dev.handfast.conformance.walk.WalkScript;

/// Something that can be played again: all that it depends on.
public sealed interface Recording {

  /// The life of a client.
  record ClientLife(Script script) implements Recording {}

  /// The life of a server and its connections.
  record ServerLife(ServerScript script) implements Recording {}

  /// Stimuli along one of the machines.
  record Walked(WalkScript walk) implements Recording {}

  /// Who gets each turn in a race of threads; the same only as long as the library's byte code is.
  ///
  /// @param scenario the race's title
  /// @param choices who gets which turn
  record Schedule(String scenario, Choices choices) implements Recording {}

  /// What is played, a line each.
  default String told() {
    return switch (this) {
      case ClientLife(Script script) -> script.toString();
      case ServerLife(ServerScript script) -> script.toString();
      case Walked(WalkScript walk) -> walk.toString();
      case Schedule(String scenario, Choices choices) -> scenario + "\n  choices: " + choices;
    };
  }

  /// How many steps it has.
  default int steps() {
    return switch (this) {
      case ClientLife(Script script) -> script.steps().size();
      case ServerLife(ServerScript script) -> script.steps().size();
      case Walked(WalkScript walk) -> walk.stimuli().size();
      case Schedule(_, Choices choices) -> choices.switches().size();
    };
  }
}
