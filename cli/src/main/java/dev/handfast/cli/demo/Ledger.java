package dev.handfast.cli.demo;

import dev.handfast.cli.demo.Note.Ending;
import dev.handfast.cli.demo.Note.Outcome;
import dev.handfast.cli.demo.Speaker.Verdict;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What became of a worker's messages: what its process noted, held against what arrived.
///
/// Each accepted message counts under exactly one of delivered, failed, unknown, unconfirmed, lost.
///
/// @param refused sends that threw: their caller knows
/// @param accepted sends that returned
/// @param delivered accepted messages that a handler of the orchestrator got
/// @param failed not delivered, and their caller was told that they certainly did not go
/// @param unknown not delivered, and their caller was told that they may have gone
/// @param unconfirmed not delivered, told as written, on an accepted connection that then broke:
///   the worker saw it break, so its owner knows that the last messages are in doubt
/// @param lost not delivered, and nobody was told
/// @param reordered messages that came after one which was accepted later
/// @param duplicated arrivals beyond the first of the same message
/// @param misreported messages that arrived although their caller was told they failed, arrivals of
///   messages that no send was accepted for, and ids that two accepted messages share
record Ledger(
    int refused,
    int accepted,
    int delivered,
    int failed,
    int unknown,
    int unconfirmed,
    int lost,
    int reordered,
    int duplicated,
    int misreported) {

  static final Ledger EMPTY = new Ledger(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  /// Compares one worker's notes with what arrived from it.
  ///
  /// @param notes all notes of its process, in order
  /// @param received the ids that the orchestrator's handlers got, in order
  static Ledger of(List<Note> notes, List<String> received) {
    Count count = new Count(notes, received);
    return count.ledger();
  }

  /// Both together.
  Ledger plus(Ledger other) {
    return new Ledger(
        refused + other.refused,
        accepted + other.accepted,
        delivered + other.delivered,
        failed + other.failed,
        unknown + other.unknown,
        unconfirmed + other.unconfirmed,
        lost + other.lost,
        reordered + other.reordered,
        duplicated + other.duplicated,
        misreported + other.misreported);
  }

  /// Whether every accepted message was delivered once, in order, or its caller was told.
  boolean isSound() {
    return lost == 0
        && reordered == 0
        && duplicated == 0
        && misreported == 0
        && accepted == delivered + failed + unknown + unconfirmed;
  }

  /// One pass over the notes, one over the arrivals.
  private static final class Count {
    private final Map<String, Integer> order = new HashMap<>();
    private final Map<String, Outcome> told = new HashMap<>();
    private final Set<String> arrived = new HashSet<>();
    private boolean welcome;
    private boolean broken = true; // a process that noted no end has crashed
    private int refused;
    private int reordered;
    private int duplicated;
    private int misreported;

    Count(List<Note> notes, List<String> received) {
      notes.forEach(this::note);
      received.forEach(new Arrivals()::arrive);
    }

    private void note(Note note) {
      switch (note) {
        case Note.Accepted(String id, _, _, _) ->
            misreported += order.putIfAbsent(id, order.size()) == null ? 0 : 1;
        case Note.Refused _ -> refused++;
        case Note.Settled(String id, Outcome outcome, _) -> told.put(id, outcome);
        case Note.Judged(Verdict verdict) -> welcome = verdict == Verdict.ACCEPTED;
        case Note.Ended(Ending ending, _) -> broken = ending == Ending.LOST;
        case Note.Reached _, Note.Moved _ -> {}
      }
    }

    private final class Arrivals {
      private int latest = -1;

      void arrive(String id) {
        Integer place = order.get(id);
        if (!arrived.add(id)) {
          duplicated++;
        } else if (place == null) {
          misreported++;
        } else {
          reordered += place < latest ? 1 : 0;
          latest = Math.max(latest, place);
          misreported += told.get(id) == Outcome.FAILED ? 1 : 0;
        }
      }
    }

    Ledger ledger() {
      int delivered = 0;
      int failed = 0;
      int unknown = 0;
      int unconfirmed = 0;
      int lost = 0;
      for (String id : order.keySet()) {
        Outcome outcome = told.get(id);
        if (arrived.contains(id)) {
          delivered++;
        } else if (outcome == Outcome.FAILED) {
          failed++;
        } else if (outcome == Outcome.UNKNOWN) {
          unknown++;
        } else if (outcome == Outcome.WRITTEN && welcome && broken) {
          unconfirmed++;
        } else {
          lost++;
        }
      }
      return new Ledger(
          refused,
          order.size(),
          delivered,
          failed,
          unknown,
          unconfirmed,
          lost,
          reordered,
          duplicated,
          misreported);
    }
  }
}
