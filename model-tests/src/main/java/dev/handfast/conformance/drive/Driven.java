package dev.handfast.conformance.drive;

import dev.handfast.conformance.story.Story;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// One life of what a driver drives: takes what it tells. For one thread.
abstract class Driven {
  private final Channel driver;
  private final Story story;
  private final List<String> faults = new ArrayList<>();
  private Optional<JsonNode> state = Optional.empty();
  private Optional<Trial.Gone> gone = Optional.empty();

  Driven(Channel driver, Story story) {
    this.driver = driver;
    this.story = story;
  }

  Channel driver() {
    return driver;
  }

  /// Asks how far it is, and takes everything that it has told up to its answer.
  ///
  /// @return whether there was an answer
  boolean ask(Duration patience) {
    long until = System.nanoTime() + patience.toNanos();
    state = Optional.empty();
    driver.tell("state", _ -> {});
    while (state.isEmpty() && gone.isEmpty()) {
      Optional<JsonNode> event = driver.next(Duration.ofNanos(until - System.nanoTime()));
      if (event.isEmpty()) {
        return false;
      }
      take(event.get());
    }
    return state.isPresent();
  }

  /// Takes what has been told since.
  void look() {
    for (Optional<JsonNode> event = driver.poll(); event.isPresent(); event = driver.poll()) {
      take(event.get());
    }
  }

  /// Whether the process has ended, or says what is no event.
  boolean isGone() {
    return gone.isPresent();
  }

  /// How its process ended, where it has.
  Optional<Trial.Gone> gone() {
    return gone;
  }

  /// Its last answer to `state`.
  Optional<JsonNode> state() {
    return state;
  }

  /// What it told that nothing of the kind may tell.
  List<String> faults() {
    return faults;
  }

  /// How many frames it has counted.
  ///
  /// @param otherwise where its driver does not know
  long counted(long otherwise) {
    return driver.has("counts")
        ? state.map(event -> event.path("counted").asLong(0)).orElse(0L)
        : otherwise;
  }

  private void take(JsonNode event) {
    String name = text(event, "event");
    switch (name) {
      case "state" -> state = Optional.of(event);
      case Driver.ENDED -> {
        gone = Optional.of(new Trial.Gone(text(event, "why"), text(event, "stderr")));
        fault("the driver has gone: " + text(event, "why"));
      }
      case "error", "unsupported" -> {
        if (!isExcused(event)) {
          throw driver.fault(event.toString(), "what was asked for");
        }
      }
      default -> {
        if (!took(name, event)) {
          fault("an event that spec/DRIVER.md does not name: " + event);
        }
      }
    }
  }

  /// Takes an event of its role.
  ///
  /// @return whether it is one
  abstract boolean took(String name, JsonNode event);

  /// Whether a command may fail like that.
  abstract boolean isExcused(JsonNode error);

  void noted(String what) {
    story.noted(what);
  }

  void fault(String what) {
    noted(what);
    faults.add(what);
  }

  static String cause(JsonNode event, String field) {
    String cause = text(event, field);
    return event.path("code").isString() ? cause + " " + text(event, "code") : cause;
  }

  static String text(JsonNode event, String field) {
    return event.path(field).asString("");
  }
}
