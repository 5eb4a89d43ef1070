package dev.handfast.cli.serve;

import dev.handfast.CloseCause;
import dev.handfast.HandfastEvent;
import dev.handfast.message.Handshake;
import dev.handfast.message.Message;
import dev.handfast.message.MessageReader;
import dev.handfast.message.Parsed;
import dev.handfast.message.Pong;
import dev.handfast.server.Worker;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// Finds in the events of connections what no handler is told: who was refused or broke the
/// protocol, and pongs.
///
/// The events of one connection come in order with its handlers' calls.
final class Watch implements Consumer<HandfastEvent> {
  /// 300 bytes: no pong is longer but for an id without any sense.
  private static final int LONGEST_PONG = 300;

  private final Voice voice;
  private final MessageReader reader = new MessageReader();
  private final Map<String, Worker> sessions = new ConcurrentHashMap<>();
  private final Map<String, String> names = new ConcurrentHashMap<>();

  Watch(Voice voice) {
    this.voice = voice;
  }

  void joined(Worker worker) {
    sessions.put(worker.connection(), worker);
  }

  @Override
  public void accept(HandfastEvent event) {
    String connection = event.at().connection();
    switch (event) {
      case HandfastEvent.FrameReceived received -> received(connection, received.frame());
      case HandfastEvent.Violated violated ->
          tell(
              new Happening.Violated(
                  connection, Optional.ofNullable(sessions.get(connection)), violated.violation()));
      case HandfastEvent.Ended ended -> ended(connection, ended.cause());
      case HandfastEvent.EventsDropped dropped -> tell(new Happening.LeftOut(dropped.count()));
      case HandfastEvent.StateChanged _,
          HandfastEvent.FrameSent _,
          HandfastEvent.Settled _,
          HandfastEvent.RequestEnded _,
          HandfastEvent.SendRefused _,
          HandfastEvent.Ignored _ -> {}
    }
  }

  private void received(String connection, String frame) {
    Worker worker = sessions.get(connection);
    if (worker == null) {
      if (message(frame) instanceof Optional<Message> first
          && first.orElse(null) instanceof Handshake handshake) {
        names.put(connection, handshake.childId());
      }
    } else if (frame.length() <= LONGEST_PONG
        && frame.contains(Pong.TYPE)
        && message(frame).orElse(null) instanceof Pong) {
      tell(new Happening.Ponged(worker));
    }
  }

  private Optional<Message> message(String frame) {
    return switch (reader.read(frame)) {
      case Parsed.Read(Message message) -> Optional.of(message);
      case Parsed.Malformed _ -> Optional.empty();
    };
  }

  private void ended(String connection, CloseCause cause) {
    Worker worker = sessions.remove(connection);
    Optional<String> name = Optional.ofNullable(names.remove(connection));
    if (worker == null && isRefusal(cause)) {
      tell(new Happening.Refused(connection, name, cause));
    }
  }

  /// One that goes away by itself, as one that only looks whether somebody listens, is no news.
  private static boolean isRefusal(CloseCause cause) {
    return switch (cause) {
      case CloseCause.Refused _, CloseCause.HandshakeTimedOut _, CloseCause.PeerReported _ -> true;
      case CloseCause.Superseded _ -> true;
      case CloseCause.PeerMisbehaved _ -> false; // told as a violation
      case CloseCause.ClosedLocally _, CloseCause.DrainTimedOut _, CloseCause.ConnectFailed _ ->
          false;
      case CloseCause.PeerClosed _, CloseCause.PeerSilent _ -> false;
    };
  }

  private void tell(Happening happening) {
    var _ = voice.tell(happening); // who does not listen any more is noticed by the one who stops
  }
}
