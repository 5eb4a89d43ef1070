package dev.handfast.conformance.reference;

import dev.handfast.conformance.script.Account;
import dev.handfast.conformance.script.Caller;
import dev.handfast.conformance.script.Patience;
import dev.handfast.conformance.script.Step;
import dev.handfast.conformance.script.Surroundings.Arrival;
import dev.handfast.conformance.script.Surroundings.Overflow;
import dev.handfast.conformance.script.Word;
import java.util.List;

/// The reference client without a script and without a time of its own: whoever leads it says what
/// happens next, and which alarm rings.
///
/// So it can be led over a graph, where any alarm may ring before any other.
public final class LedClient {
  /// 2 MiB: several messages that are larger than any pipe.
  private static final int BYTES = 1 << 21;

  /// 128 KiB: larger than any pipe.
  private static final int MESSAGE = 1 << 17;

  private static final Sizes LARGE = new Sizes(MESSAGE, MESSAGE, Sizes.PADDED.control());

  private final ReferenceClient client;

  private LedClient(ReferenceClient client) {
    this.client = client;
  }

  /// An alarm of a client's.
  public enum Alarm {
    /// The handshake takes too long.
    HANDSHAKE("handshake"),
    /// The close takes too long.
    CLOSE("close"),
    /// The next look at the peer's life.
    KEEPALIVE("keepalive");

    private final String timer;

    Alarm(String timer) {
      this.timer = timer;
    }
  }

  /// A client whose first attempt found nobody.
  ///
  /// @param messages the most that may wait
  /// @param overflow what a call does where there is no room
  /// @param pipe how many bytes go to a peer that does not read, up to 64 KiB
  /// @param slip the mistake that it makes
  public static LedClient started(int messages, Overflow overflow, int pipe, Slip slip) {
    var limits = new Limits(messages, BYTES, overflow, pipe);
    var client = new ReferenceClient(limits, Arrival.REFUSED_TWICE, slip);
    client.settle();
    return new LedClient(client);
  }

  /// A message is sent.
  ///
  /// @param large whether it is larger than any pipe
  public void send(boolean large) {
    client.sizes(large ? LARGE : Sizes.PADDED);
    take(new Step.Send(Caller.A));
  }

  /// A permission is asked for.
  ///
  /// @param large whether the request is larger than any pipe
  public void ask(boolean large) {
    client.sizes(large ? LARGE : Sizes.PADDED);
    take(new Step.Ask(Patience.ASK_LONG));
  }

  /// The program closes.
  public void close() {
    take(new Step.Close(Patience.CLOSE_LONG));
  }

  /// A request is cancelled.
  ///
  /// @param request how it is called in the account
  public void giveUp(String request) {
    client.giveUp(request, "cancelled");
    client.settle();
  }

  /// The peer does what a script could let it do, too.
  public void take(Step step) {
    client.take(step);
  }

  /// The peer writes, all words in one piece.
  ///
  /// @param requests those that the words' first and second request are
  public void says(List<Word> words, List<String> requests) {
    client.hear(words, requests);
    client.settle();
  }

  /// The pause before the next attempt is over; false where there is none.
  ///
  /// @param found what the attempt finds: nobody for [Arrival#REFUSED_TWICE]
  public boolean retry(Arrival found) {
    boolean due = client.timers.take("attempt");
    if (due) {
      client.attempt(found);
      client.settle();
    }
    return due;
  }

  /// Whether the next attempt has its pause.
  public boolean willTryAgain() {
    return client.timers.isSet("attempt");
  }

  /// An alarm rings; false where it is not set.
  public boolean ring(Alarm alarm) {
    return ring(alarm.timer);
  }

  /// The time of a request is over; false where it has none.
  ///
  /// @param request how it is called in the account
  public boolean ringFor(String request) {
    return ring(request);
  }

  /// The peer was silent for too long when the next look at its life comes; false where none will.
  public boolean ringAfterSilence() {
    if (!client.timers.isSet(Alarm.KEEPALIVE.timer)) {
      return false;
    }
    client.fallSilent();
    return ring(Alarm.KEEPALIVE);
  }

  private boolean ring(String timer) {
    boolean due = client.timers.take(timer);
    if (due) {
      client.ring(timer);
      client.settle();
    }
    return due;
  }

  /// How far the client is.
  public String phase() {
    return client.phase();
  }

  /// What everybody was told so far; without phases.
  public Account account() {
    return client.account();
  }
}
