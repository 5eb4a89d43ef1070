package dev.handfast.conformance.walk;

import dev.handfast.conformance.reference.LedClient;
import dev.handfast.conformance.reference.LedClient.Alarm;
import dev.handfast.conformance.reference.Slip;
import dev.handfast.conformance.script.Account;
import dev.handfast.conformance.script.Step;
import dev.handfast.conformance.script.Surroundings.Arrival;
import dev.handfast.conformance.script.Surroundings.Overflow;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// The reference client in the place of the real one.
final class ReferenceRoom implements Room<ClientStimulus> {
  private static final int PIPE = 1 << 16;
  private static final String CLOSED = "Closed";
  private static final String OPEN = "open";

  private final LedClient client;
  private final List<Message> messages = new ArrayList<>();
  private Account told;
  private Seen seen = new Seen();
  private boolean connected;
  private boolean speaks = true;
  private boolean reads = true;
  private boolean left;

  /// A message that is not over.
  private static final class Message {
    private final String tag;
    private final boolean request;
    private final boolean large;
    private boolean arrived;
    private String outcome = OPEN;
    private String end = OPEN;

    Message(String tag, boolean request, boolean large) {
      this.tag = tag;
      this.request = request;
      this.large = large;
    }

    boolean isOpen() {
      return request && end.equals(OPEN);
    }

    boolean isOver() {
      boolean arrives = outcome.equals("written");
      return !outcome.equals(OPEN) && !isOpen() && (arrived || !arrives);
    }
  }

  private ReferenceRoom(Overflow overflow, Wire.Stalled stalled, Slip slip) {
    int pipe = stalled == Wire.Stalled.NOTHING ? 0 : PIPE;
    client = LedClient.started(ClientScene.LIMIT.messages(), overflow, pipe, slip);
    told = client.account();
  }

  /// Lives of the reference that makes a mistake.
  static Room.Factory<ClientStimulus> rooms(Overflow overflow, Slip slip) {
    return rooms(overflow, Wire.Stalled.A_PART, slip);
  }

  /// The same over another wire.
  static Room.Factory<ClientStimulus> rooms(Overflow overflow, Wire.Stalled stalled, Slip slip) {
    return () -> new ReferenceRoom(overflow, stalled, slip);
  }

  @Override
  public String take(ClientStimulus stimulus, String expected) {
    seen = new Seen();
    boolean wasReading = reads;
    if (!happens(stimulus)) {
      return Scene.IMPOSSIBLE;
    }
    look(wasReading);
    messages.removeIf(Message::isOver);
    return seen.in(client.phase());
  }

  private boolean happens(ClientStimulus stimulus) {
    return switch (stimulus) {
      case SEND -> does(() -> client.send(!reads), this::called);
      case ASK -> does(() -> client.ask(!reads), this::called);
      case GIVE_UP -> open().findFirst().filter(this::giveUp).isPresent();
      case GIVE_UP_SECOND -> open().skip(1).findFirst().filter(this::giveUp).isPresent();
      case CLOSE -> does(client::close);
      case RETRY_FINDS_NOBODY -> retry(Arrival.REFUSED_TWICE);
      case RETRY_FINDS_PEER -> retry(Arrival.UP);
      case RETRY_FINDS_A_FILE -> retry(Arrival.HOPELESS);
      case ACCEPT, ACCEPT_PLAIN, REFUSE, ACCEPT_ANOTHER -> says(stimulus, Optional.empty());
      case ANSWER -> answer(stimulus, arrived().findFirst());
      case ANSWER_SECOND -> answer(stimulus, arrived().skip(1).findFirst());
      case ANSWER_NOBODY, CANCEL, CONTEXT -> says(stimulus, Optional.empty());
      case PONG, UNKNOWN, ERROR, NOT_JSON, WRONG_DIRECTION -> says(stimulus, Optional.empty());
      case PING, PING_IN_TWO -> reads && says(stimulus, Optional.empty());
      case ACCEPT_WITH_ORDERS -> reads && !hasLarge() && says(stimulus, Optional.empty());
      case ENDS -> hears() && does(this::end);
      case LEAVES -> hears() && does(this::leave);
      case STOPS_READING -> hears() && reads && does(this::stopReading);
      case READS_ON -> !reads && !left && does(this::readOn);
      case HANDSHAKE_DUE -> client.ring(Alarm.HANDSHAKE);
      case CLOSE_DUE -> client.ring(Alarm.CLOSE);
      case REQUEST_DUE -> open().findFirst().filter(one -> client.ringFor(one.tag)).isPresent();
      case KEEPALIVE_DUE -> reads && client.ring(Alarm.KEEPALIVE);
      case SILENCE_DUE -> client.ringAfterSilence();
    };
  }

  private static boolean does(Runnable... acts) {
    for (Runnable act : acts) {
      act.run();
    }
    return true;
  }

  // The program.

  /// What the last call was told.
  private void called() {
    String[] call = client.account().calls().getLast().split(" ", 2);
    if (call[1].equals("accepted")) {
      messages.add(new Message(call[0], call[0].startsWith("R"), !reads));
    }
    seen.call(call[1].replace("closing", "ClosedLocally"));
  }

  private boolean giveUp(Message asked) {
    client.giveUp(asked.tag);
    return true;
  }

  private boolean retry(Arrival found) {
    if (!client.retry(found)) {
      return false;
    }
    if (client.willTryAgain()) {
      seen.call("will try again");
    }
    return true;
  }

  private Stream<Message> open() {
    return messages.stream().filter(Message::isOpen);
  }

  private Stream<Message> arrived() {
    return open().filter(message -> message.arrived);
  }

  private boolean hasLarge() {
    return messages.stream().anyMatch(one -> one.large && one.outcome.equals(OPEN));
  }

  // The peer.

  private boolean answer(ClientStimulus stimulus, Optional<Message> asked) {
    return asked.isPresent() && says(stimulus, asked);
  }

  private boolean says(ClientStimulus stimulus, Optional<Message> asked) {
    if (!hears()) {
      return false;
    }
    List<String> requests = asked.map(one -> one.tag).stream().toList();
    if (stimulus == ClientStimulus.PING_IN_TWO) {
      stimulus.words().forEach(word -> client.says(List.of(word), requests));
    } else {
      client.says(stimulus.words(), requests);
    }
    return true;
  }

  private void end() {
    speaks = false;
    client.take(new Step.Ends());
  }

  private void leave() {
    speaks = false;
    reads = false;
    left = true;
    client.take(new Step.Leaves());
  }

  private void stopReading() {
    reads = false;
    client.take(new Step.StopsReading());
  }

  private void readOn() {
    reads = true;
    client.take(new Step.ReadsOn());
  }

  private boolean hears() {
    return connected && speaks && !client.phase().equals(CLOSED);
  }

  // What is new.

  /// A pipe that takes nothing has no room for an error, unless the peer reads.
  private void look(boolean wasReading) {
    Account now = client.account();
    since(told.frames(), now.frames()).stream()
        .filter(frame -> wasReading || !frame.endsWith(Account.PERHAPS))
        .forEach(frame -> seen.frame(arrives(frame.replace(Account.PERHAPS, ""))));
    for (int i = 0; i < messages.size(); i++) {
      tell("#" + (i + 1) + " ", messages.get(i), now);
    }
    since(told.callbacks(), now.callbacks()).forEach(seen::callback);
    seen.counted(now.counted() - told.counted());
    if (now.reports().size() > told.reports().size()) {
      seen.call("close returns " + now.reports().getLast().replaceFirst(" \\[.*", ""));
    }
    told = now;
  }

  private static List<String> since(List<String> before, List<String> now) {
    return now.subList(before.size(), now.size());
  }

  private String arrives(String frame) {
    connected |= frame.equals("handshake");
    for (Message message : messages) {
      if (frame.endsWith(" " + message.tag)) {
        message.arrived = true;
        return "#" + (messages.indexOf(message) + 1);
      }
    }
    return frame;
  }

  private void tell(String name, Message message, Account now) {
    String outcome = Objects.requireNonNull(now.outcomes().get(message.tag));
    if (!outcome.equals(message.outcome)) {
      seen.outcome(name + outcome);
    }
    message.outcome = outcome;
    String end = now.requests().getOrDefault(message.tag, OPEN);
    if (!end.equals(message.end)) {
      seen.outcome(name + end);
    }
    message.end = end;
  }

  @Override
  public void close() {
    // nothing is held
  }
}
