package dev.handfast.conformance.walk;

import dev.handfast.conformance.script.Word;
import java.util.List;

/// What can be done to a client from outside: each can be forced, in memory and on a real socket.
@SuppressWarnings("ImmutableEnumChecker") // the lists are
public enum ClientStimulus {
  /// The program sends a message; a large one while the peer does not read.
  SEND,
  /// The program asks permission; at length while the peer does not read.
  ASK,
  /// The program cancels the oldest of its open requests.
  GIVE_UP,
  /// The program cancels the second of its open requests.
  GIVE_UP_SECOND,
  /// The program closes.
  CLOSE,

  /// The pause before the next attempt is over, and nobody listens.
  RETRY_FINDS_NOBODY,
  /// The pause is over, and the peer listens by now.
  RETRY_FINDS_PEER,
  /// The pause is over, and something that is no socket stands at the path.
  RETRY_FINDS_A_FILE,

  ACCEPT(Word.ACCEPT),
  ACCEPT_PLAIN(Word.ACCEPT_PLAIN),
  /// The verdict with the first orders in the same piece.
  ACCEPT_WITH_ORDERS(Word.ACCEPT, Word.CONTEXT, Word.PING, Word.CANCEL),
  REFUSE(Word.REFUSE),
  ACCEPT_ANOTHER(Word.ACCEPT_ANOTHER),
  /// An answer to the oldest open request that has arrived.
  ANSWER(Word.ANSWER_FIRST),
  /// An answer to the second open request that has arrived.
  ANSWER_SECOND(Word.ANSWER_FIRST),
  ANSWER_NOBODY(Word.ANSWER_NOBODY),
  CANCEL(Word.CANCEL),
  CONTEXT(Word.CONTEXT),
  PING(Word.PING),
  /// A ping in two pieces.
  PING_IN_TWO(Word.HALF_PING, Word.REST_OF_PING),
  PONG(Word.PONG),
  UNKNOWN(Word.UNKNOWN),
  ERROR(Word.ERROR),
  NOT_JSON(Word.NOT_JSON),
  WRONG_DIRECTION(Word.LOG),

  /// The peer ends its direction.
  ENDS,
  /// The peer closes.
  LEAVES,
  /// The peer stops reading.
  STOPS_READING,
  /// The peer reads again.
  READS_ON,

  HANDSHAKE_DUE,
  CLOSE_DUE,
  /// The time of the oldest open request is over.
  REQUEST_DUE,
  /// The next look at the peer's life, and it was heard of lately.
  KEEPALIVE_DUE,
  /// The next look at the peer's life, and it was silent for too long.
  SILENCE_DUE;

  private final List<Word> words;

  ClientStimulus(Word... words) {
    this.words = List.of(words);
  }

  /// What the peer says; nothing where the stimulus is another.
  List<Word> words() {
    return words;
  }
}
