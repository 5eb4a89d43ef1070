package dev.handfast.conformance.script;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// One thing that somebody does in the life of a client.
public sealed interface Step {

  /// Simpler steps of the same kind, if there are any.
  default Stream<Step> simpler() {
    return switch (this) {
      case Says(List<Word> words) when words.size() > 1 ->
          IntStream.range(0, words.size()).mapToObj(at -> new Says(without(words, at)));
      case AllSend _ -> Stream.of(new Send(Caller.A));
      default -> Stream.empty();
    };
  }

  private static List<Word> without(List<Word> words, int at) {
    var fewer = new ArrayList<>(words);
    fewer.remove(at);
    return fewer;
  }

  /// What the client's own program does.
  sealed interface Own extends Step {}

  /// What the orchestrator at the other end does, or what happens to the connection.
  sealed interface Peer extends Step {}

  /// A caller sends a message.
  record Send(Caller caller) implements Own {
    @Override
    public String toString() {
      return caller + " sends";
    }
  }

  /// All callers send at the same time, each two messages one after the other.
  record AllSend() implements Own {
    @Override
    public String toString() {
      return "A, B, C send at once";
    }
  }

  /// The program asks permission.
  record Ask(Patience patience) implements Own {
    @Override
    public String toString() {
      return "asks, waits " + patience;
    }
  }

  /// The program cancels one of its requests.
  ///
  /// @param request which, in order of asking, from 0
  record GiveUp(int request) implements Own {
    @Override
    public String toString() {
      return "cancels its request " + (request + 1);
    }
  }

  /// The program closes the client.
  record Close(Patience patience) implements Own {
    @Override
    public String toString() {
      return "closes within " + patience;
    }
  }

  /// Everything that the program does from here on comes before the rest of the world moves.
  record Hold() implements Own {
    @Override
    public String toString() {
      return "in one go:";
    }
  }

  /// Time passes.
  record Wait(int seconds) implements Step {
    @Override
    public String toString() {
      return "wait " + seconds + " s";
    }
  }

  /// The orchestrator begins to listen.
  record Listen() implements Peer {
    @Override
    public String toString() {
      return "peer listens";
    }
  }

  /// The orchestrator writes, all words in one piece.
  record Says(List<Word> words) implements Peer {
    /// Takes a copy.
    public Says {
      words = List.copyOf(words);
    }

    /// The same, with a ping behind what shows no effect: its pong tells that all was heard.
    public Says withBarrier() {
      var all = new ArrayList<>(words);
      switch (words.getLast()) {
        case PONG, BLANK -> all.add(Word.PING);
        case HALF_PING -> all.add(Word.REST_OF_PING);
        default -> {}
      }
      return new Says(all);
    }

    @Override
    public String toString() {
      return "peer says " + words.stream().map(Word::name).collect(Collectors.joining(" "));
    }
  }

  /// The orchestrator stops reading.
  record StopsReading() implements Peer {
    @Override
    public String toString() {
      return "peer stops reading";
    }
  }

  /// The orchestrator reads again.
  record ReadsOn() implements Peer {
    @Override
    public String toString() {
      return "peer reads on";
    }
  }

  /// The orchestrator ends its direction and still reads.
  record Ends() implements Peer {
    @Override
    public String toString() {
      return "peer ends its side";
    }
  }

  /// The orchestrator closes both directions.
  record Leaves() implements Peer {
    @Override
    public String toString() {
      return "peer leaves";
    }
  }

  /// The connection breaks, and what is on its way is lost.
  record Breaks() implements Peer {
    @Override
    public String toString() {
      return "connection breaks";
    }
  }

  /// Words in one piece.
  static Step says(Word... words) {
    return new Says(List.of(words));
  }
}
