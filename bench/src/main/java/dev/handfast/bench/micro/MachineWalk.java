package dev.handfast.bench.micro;

import dev.handfast.QueueLimit;
import dev.handfast.frame.EncodedFrame;
import dev.handfast.message.Answer;
import dev.handfast.message.HandshakeAck;
import dev.handfast.transition.ClientEvent;
import dev.handfast.transition.ClientHandshake;
import dev.handfast.transition.ClientState;
import dev.handfast.transition.CloseDeadlinePassed;
import dev.handfast.transition.Opened;
import dev.handfast.transition.Outbox.Head;
import dev.handfast.transition.Send;
import dev.handfast.transition.SendRequested;
import dev.handfast.transition.Wrote;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/// Walks through the worker's machine: sends before, between and after connect and ack, in an order
/// that a seed decides; then what was sent is written, and all is closed.
public final class MachineWalk {
  private static final QueueLimit ROOM = new QueueLimit(1_024, 1 << 20);
  private static final EncodedFrame FRAME =
      EncodedFrame.ofText("{\"id\":\"m-1\",\"type\":\"log\"}");
  private static final ClientEvent CLOSE = new ClientEvent.CloseRequested(Duration.ofSeconds(1));
  private static final List<ClientEvent> SESSION =
      List.of(
          new ClientEvent.Started(),
          new Opened(),
          new ClientEvent.AckAccepted(
              new HandshakeAck("o-1", 0, Optional.empty(), Answer.accepted()),
              ClientEvent.PeerKind.EXTENDED));
  private static final int WALKS_BETWEEN_LOOKS = 64;
  private static final int LIVES = 4_096;

  private MachineWalk() {}

  /// How many walks of so many events fit into a second of processor time.
  public static Map<String, Double> measure(int events, double seconds) {
    walks(events, seconds); // while the compilers work
    return Map.of("rate", walks(events, seconds));
  }

  private static double walks(int events, double seconds) {
    long since = Processor.nanos();
    long walks = 0;
    for (long end = since + (long) (seconds * 1e9); Processor.nanos() < end; ) {
      for (int i = 0; i < WALKS_BETWEEN_LOOKS; i++) {
        if (!walk(walks++ % LIVES, events).name().equals("Closed")) {
          throw new IllegalStateException("a walk did not end");
        }
      }
    }
    return walks * 1e9 / (Processor.nanos() - since);
  }

  /// The state after one walk.
  static ClientState walk(long seed, int events) {
    ClientState state = ClientState.initial(ROOM);
    for (ClientEvent event : events(seed, events)) {
      state = ClientHandshake.step(state, event).next();
    }
    return state;
  }

  /// The three events that make a session, in order, sends before, between and after them, and
  /// writes after them; then the end.
  private static List<ClientEvent> events(long seed, int count) {
    var random = new SplittableRandom(seed);
    var events = new ArrayList<ClientEvent>(count + SESSION.size() + 3);
    int stage = 0;
    int unwritten = 0;
    for (int i = 0; i < count; i++) {
      if (stage < SESSION.size() && random.nextInt(count) <= SESSION.size()) {
        events.add(SESSION.get(stage++));
      } else if (stage == SESSION.size() && unwritten > 0 && random.nextBoolean()) {
        events.add(new Wrote(1, Head.UNTOUCHED));
        unwritten--;
      } else {
        events.add(new SendRequested(new Send(i, FRAME)));
        unwritten++;
      }
    }
    events.addAll(SESSION.subList(stage, SESSION.size()));
    events.add(CLOSE);
    events.add(new Wrote(unwritten, Head.UNTOUCHED));
    events.add(new CloseDeadlinePassed());
    return events;
  }
}
