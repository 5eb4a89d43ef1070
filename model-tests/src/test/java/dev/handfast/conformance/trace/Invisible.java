package dev.handfast.conformance.trace;

import dev.handfast.trace.TraceEntry;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Why nobody can notice a change: the changed trace is another one that may well happen.
enum Invisible {
  /// Nothing hangs on a call that was refused, but that the end is told at once.
  A_CALL_WAS_REFUSED {
    @Override
    boolean explains(Change change, List<TraceEntry> trace) {
      return change.kind() != Change.Kind.ALTER
          && (is("refused", trace.get(change.at())) || swaps("refused", change, trace))
          && !swaps("ended", change, trace)
          && !(isSwap(change) && is("ended", trace.get(change.at())));
    }
  },

  /// That a message was accepted shows in its outcome alone, if it never left; but a request shows
  /// in its end, too, unless a session took it back.
  ONLY_ITS_OUTCOME_SHOWED_IT {
    @Override
    boolean explains(Change change, List<TraceEntry> trace) {
      TraceEntry entry = trace.get(change.at());
      return change.kind() == Change.Kind.DROP
          && entry.outcome().equals(Optional.of("failed"))
          && (!isOfRequest(entry) || IN_SESSION.contains(entry.state()));
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
      if (!isSwap(change)) {
        return false;
      }
      TraceEntry first = trace.get(change.at());
      TraceEntry second = next(change, trace);
      return (isUnsent(first) && isUnsent(second))
          || (is("request", first) && is("request", second) && IN_SESSION.contains(first.state()));
    }
  },

  /// What was written last may never have been read, if nothing followed from it.
  THE_LAST_FRAMES_MAY_BE_LOST {
    @Override
    boolean explains(Change change, List<TraceEntry> trace) {
      TraceEntry entry = trace.get(change.at());
      return change.kind() == Change.Kind.DROP
          && is("received", entry)
          && CONSEQUENTIAL.stream().noneMatch(text(entry)::contains)
          && trace.subList(change.at() + 1, trace.size()).stream()
              .noneMatch(later -> is("received", later) && isSameSide(entry, later));
    }
  },

  /// Frames are written one by one, or several at once; their outcomes come behind each write.
  ONE_WRITE_OR_TWO {
    @Override
    boolean explains(Change change, List<TraceEntry> trace) {
      if (!isSwap(change)) {
        return false;
      }
      TraceEntry first = trace.get(change.at());
      TraceEntry second = next(change, trace);
      return (is("sent", first) && is("outcome", second))
          ? !isOutcomeOf(first, second) && !(isUnsent(second) && isOfRequest(second))
          : is("outcome", first) && is("sent", second);
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
      if (!isSwap(change)) {
        return false;
      }
      TraceEntry first = trace.get(change.at());
      TraceEntry second = next(change, trace);
      return switch (first.event()) {
        case "sent" ->
            (is("received", second) && isFree(first, second))
                || (is("sent", second)
                    && !isHandshake(first)
                    && (hasNoOutcome(first, trace) || hasNoOutcome(second, trace)));
        case "received" ->
            is("request", second)
                || is("outcome", second)
                || (is("sent", second) && isFree(first, second) && hasNoOutcome(second, trace));
        case "request" ->
            IN_SESSION.contains(first.state())
                && (is("received", second)
                    || is("outcome", second)
                    || (is("sent", second) && hasNoOutcome(second, trace)));
        default -> false;
      };
    }
  };

  private static final Set<String> IN_SESSION = Set.of("Ready", "Draining", "HalfClosed");

  /// In a frame: something that follows would not be without it.
  private static final List<String> CONSEQUENTIAL =
      List.of("\"type\":\"handshake\"", "\"accepted\":true", "\"type\":\"permission_response\"");

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

  private static boolean isUnsent(TraceEntry entry) {
    return entry.outcome().filter(outcome -> !outcome.equals("written")).isPresent();
  }

  private static boolean isOfRequest(TraceEntry entry) {
    return entry.message().filter(m -> m.startsWith("permission_request ")).isPresent();
  }

  private static boolean isOutcomeOf(TraceEntry sent, TraceEntry outcome) {
    return outcome.message().filter(m -> m.endsWith(" " + id(sent))).isPresent();
  }

  private static boolean hasNoOutcome(TraceEntry sent, List<TraceEntry> trace) {
    return trace.stream().noneMatch(entry -> isSameSide(sent, entry) && isOutcomeOf(sent, entry));
  }

  private static boolean isHandshake(TraceEntry entry) {
    return text(entry).contains("\"type\":\"handshake");
  }

  /// Whether neither of two frames answers the other.
  private static boolean isFree(TraceEntry one, TraceEntry other) {
    return !text(one).contains(id(other))
        && !text(other).contains(id(one))
        && !(isHandshake(one) && isHandshake(other));
  }

  private static String id(TraceEntry entry) {
    return text(entry).replaceFirst(".*?\"id\":\"([^\"]*)\".*", "$1");
  }

  private static String text(TraceEntry entry) {
    return entry.frame().orElse("");
  }

  private static boolean isSameSide(TraceEntry one, TraceEntry other) {
    return one.role().equals(other.role()) && one.connection().equals(other.connection());
  }
}
