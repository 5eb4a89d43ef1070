package dev.handfast.conformance.trace;

import dev.handfast.trace.TraceEntry;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Why nobody can notice a change: the changed trace is another one that may well happen.
enum Invisible {
  /// Nothing hangs on a call that was refused.
  A_CALL_WAS_REFUSED {
    @Override
    boolean explains(Change change, List<TraceEntry> trace) {
      return change.kind() != Change.Kind.ALTER
          && (is("refused", trace.get(change.at())) || swaps("refused", change, trace));
    }
  },

  /// That a message was accepted shows in its outcome alone, if it never left.
  ONLY_ITS_OUTCOME_SHOWED_IT {
    @Override
    boolean explains(Change change, List<TraceEntry> trace) {
      TraceEntry entry = trace.get(change.at());
      return change.kind() == Change.Kind.DROP && entry.outcome().equals(Optional.of("failed"));
    }
  },

  /// A ping of the connection's own has no outcome.
  A_PING_MAY_BE_ANYBODYS {
    @Override
    boolean explains(Change change, List<TraceEntry> trace) {
      return change.kind() == Change.Kind.DROP
          && trace.get(change.at()).message().filter(m -> m.startsWith("ping ")).isPresent();
    }
  },

  /// A line that comes after the end may have been no text at all, which only its end shows.
  BEHIND_THE_END {
    @Override
    boolean explains(Change change, List<TraceEntry> trace) {
      TraceEntry entry = trace.get(change.at());
      return entry.state().equals("Closed")
          && Set.of("received", "ignored").contains(entry.event());
    }
  },

  /// In which order unsent messages were accepted, and requests made, shows nowhere else.
  TWO_ENDS_OF_ONE_KIND {
    @Override
    boolean explains(Change change, List<TraceEntry> trace) {
      return isSwap(change)
          && Set.of("outcome", "request").contains(trace.get(change.at()).event())
          && is(trace.get(change.at()).event(), next(change, trace));
    }
  },

  /// What was written last may never have been read.
  THE_LAST_FRAMES_MAY_BE_LOST {
    @Override
    boolean explains(Change change, List<TraceEntry> trace) {
      TraceEntry entry = trace.get(change.at());
      return change.kind() == Change.Kind.DROP
          && is("received", entry)
          && trace.subList(change.at() + 1, trace.size()).stream()
              .noneMatch(later -> is("received", later) && isSameSide(entry, later));
    }
  },

  /// Frames are written one by one, or several at once; their outcomes come behind each write.
  ONE_WRITE_OR_TWO {
    @Override
    boolean explains(Change change, List<TraceEntry> trace) {
      return isSwap(change)
          && Set.of(trace.get(change.at()).event(), next(change, trace).event())
              .equals(Set.of("sent", "outcome"));
    }
  },

  /// Without an ack that arrived, nothing says which two sides belong together.
  NO_ACK_ARRIVED {
    @Override
    boolean explains(Change change, List<TraceEntry> trace) {
      return trace.get(change.at()).frame().filter(f -> f.contains("\"handshake")).isPresent()
          && trace.stream()
              .filter(entry -> is("received", entry))
              .flatMap(entry -> entry.frame().stream())
              .noneMatch(frame -> frame.contains("\"handshake_ack\""));
    }
  },

  /// The two directions of a connection know nothing of each other, nor of the program's calls.
  EITHER_COULD_BE_FIRST {
    @Override
    boolean explains(Change change, List<TraceEntry> trace) {
      return isSwap(change)
          && Set.of("sent", "received", "request").contains(trace.get(change.at()).event())
          && Set.of("sent", "received", "request", "outcome").contains(next(change, trace).event());
    }
  };

  abstract boolean explains(Change change, List<TraceEntry> trace);

  /// The reason for which nobody could notice the change, if there is one.
  static Optional<Invisible> reason(Change change, List<TraceEntry> trace) {
    return Arrays.stream(values()).filter(each -> each.explains(change, trace)).findFirst();
  }

  private static boolean isSwap(Change change) {
    return change.kind() == Change.Kind.SWAP;
  }

  private static TraceEntry next(Change change, List<TraceEntry> trace) {
    return trace.get(change.next(trace).orElseThrow());
  }

  private static boolean swaps(String event, Change change, List<TraceEntry> trace) {
    return isSwap(change) && is(event, next(change, trace));
  }

  private static boolean is(String event, TraceEntry entry) {
    return entry.event().equals(event);
  }

  private static boolean isSameSide(TraceEntry one, TraceEntry other) {
    return one.role().equals(other.role()) && one.connection().equals(other.connection());
  }
}
