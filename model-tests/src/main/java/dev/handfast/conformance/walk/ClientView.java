package dev.handfast.conformance.walk;

import static dev.handfast.conformance.walk.ClientStimulus.ACCEPT;
import static dev.handfast.conformance.walk.ClientStimulus.ANSWER;
import static dev.handfast.conformance.walk.ClientStimulus.ASK;
import static dev.handfast.conformance.walk.ClientStimulus.CANCEL;
import static dev.handfast.conformance.walk.ClientStimulus.CLOSE;
import static dev.handfast.conformance.walk.ClientStimulus.CLOSE_DUE;
import static dev.handfast.conformance.walk.ClientStimulus.ENDS;
import static dev.handfast.conformance.walk.ClientStimulus.GIVE_UP;
import static dev.handfast.conformance.walk.ClientStimulus.HANDSHAKE_DUE;
import static dev.handfast.conformance.walk.ClientStimulus.LEAVES;
import static dev.handfast.conformance.walk.ClientStimulus.NOT_JSON;
import static dev.handfast.conformance.walk.ClientStimulus.READS_ON;
import static dev.handfast.conformance.walk.ClientStimulus.REFUSE;
import static dev.handfast.conformance.walk.ClientStimulus.RETRY_FINDS_PEER;
import static dev.handfast.conformance.walk.ClientStimulus.SEND;
import static dev.handfast.conformance.walk.ClientStimulus.SILENCE_DUE;
import static dev.handfast.conformance.walk.ClientStimulus.STOPS_READING;

import dev.handfast.conformance.script.Surroundings.Overflow;
import java.util.EnumSet;
import java.util.Set;

/// What is done to which client. All stimuli at once would make a machine of 300 states, most of
/// which only repeat each other with one message more on its way.
@SuppressWarnings("ImmutableEnumChecker") // nobody changes the sets
public enum ClientView {
  /// Everything, but the peer reads whatever comes.
  TALK(Overflow.FAILS, EnumSet.complementOf(EnumSet.of(STOPS_READING, READS_ON))),

  /// A peer that stops reading in the middle of whatever happens to messages.
  CROWD(
      Overflow.FAILS,
      EnumSet.of(
          SEND,
          CLOSE,
          RETRY_FINDS_PEER,
          ACCEPT,
          REFUSE,
          NOT_JSON,
          ENDS,
          LEAVES,
          STOPS_READING,
          READS_ON,
          CLOSE_DUE,
          SILENCE_DUE)),

  /// A client that drops lines of the log for what comes later.
  DROPS(
      Overflow.DROPS_LOGS,
      EnumSet.of(
          SEND, ASK, CLOSE, RETRY_FINDS_PEER, ACCEPT, LEAVES, STOPS_READING, READS_ON, CLOSE_DUE)),

  /// The core of the protocol: what a suite of words can afford, which grows with the square of its
  /// alphabet.
  CORE(
      Overflow.FAILS,
      EnumSet.of(
          SEND,
          ASK,
          GIVE_UP,
          CLOSE,
          RETRY_FINDS_PEER,
          ACCEPT,
          REFUSE,
          ANSWER,
          CANCEL,
          LEAVES,
          HANDSHAKE_DUE,
          CLOSE_DUE));

  private final Overflow overflow;
  private final Set<ClientStimulus> alphabet;

  ClientView(Overflow overflow, Set<ClientStimulus> alphabet) {
    this.overflow = overflow;
    this.alphabet = alphabet;
  }

  Overflow overflow() {
    return overflow;
  }

  /// What is done.
  Set<ClientStimulus> alphabet() {
    return alphabet;
  }

  /// A client at its start, with all around it.
  Scene<ClientStimulus> scene() {
    return ClientScene.started(overflow);
  }
}
