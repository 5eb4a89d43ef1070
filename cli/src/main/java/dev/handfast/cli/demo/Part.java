package dev.handfast.cli.demo;

import java.util.List;
import java.util.stream.IntStream;

/// What a worker does in the script, apart from what all do.
enum Part {
  /// Asks for permission, and gets it.
  ASKS("asks"),
  /// Is called off by the orchestrator in the middle of its work.
  CALLED_OFF("called off"),
  /// Does its work and completes.
  PLAIN("works"),
  /// Is refused at the handshake.
  TURNED_AWAY("turned away");

  private final String words;

  Part(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }

  /// A worker of the script.
  ///
  /// @param name its childId
  /// @param part what it does
  record Worker(String name, Part part) {}

  /// The cast: `w-1` asks, `w-2` is called off, the last is turned away, all others just work.
  static List<Worker> cast(int workers) {
    return IntStream.rangeClosed(1, workers)
        .mapToObj(number -> new Worker("w-" + number, of(number, workers)))
        .toList();
  }

  private static Part of(int number, int workers) {
    if (number == workers) {
      return TURNED_AWAY;
    }
    return switch (number) {
      case 1 -> ASKS;
      case 2 -> CALLED_OFF;
      default -> PLAIN;
    };
  }
}
