package dev.handfast.conformance.scenario;

import dev.handfast.CallbackThread;
import dev.handfast.client.ClientPhase;
import dev.handfast.conformance.schedule.Finding.Kind;
import dev.handfast.conformance.schedule.Scenario;
import dev.handfast.conformance.schedule.Stage;
import dev.handfast.conformance.script.Word;
import dev.handfast.server.DuplicatePolicy;
import java.time.Duration;
import java.util.function.Function;

/// The races of a client or a server whose links are those of real sockets: what other threads want
/// of a link, its loop does.
public enum ChannelRaces implements Scenario {
  /// Two threads send, each of which may write itself, while the loop answers a ping.
  TWO_SENDERS_AND_A_PONG(
      stage ->
          new ChannelPlay(stage, ChannelWorld.ROOMY) {
            @Override
            public void race() {
              sender("sender a", "A1", "A2");
              sender("sender b", "B1");
              says(Word.PING);
            }
          }),

  /// A thread sends twice into a channel that has no room for that, whose other end reads.
  A_SENDER_INTO_A_FULL_CHANNEL(
      stage ->
          new ChannelPlay(stage, ChannelWorld.TIGHT) {
            @Override
            public void race() {
              sender("sender a", "A1", "A2");
            }
          }),

  /// A thread sends twice while another one closes: the loop ends the output.
  A_CLOSE_AGAINST_A_SENDER(
      stage ->
          new ChannelPlay(stage, ChannelWorld.ROOMY) {
            @Override
            public void race() {
              sender("sender a", "A1", "A2");
              world().thread("closing", () -> client().drain(Duration.ofSeconds(1)));
            }
          }),

  /// A thread asks and one sends while the connection breaks.
  A_REQUEST_AGAINST_LOSS(
      stage ->
          new ChannelPlay(stage, ChannelWorld.ROOMY) {
            @Override
            public void race() {
              asker("asking", "R1");
              sender("sender a", "A1");
              breaks();
            }
          }),

  /// Handlers of which one call may wait are told three contexts and send: who ends the pause wants
  /// the loop to read on.
  HANDLERS_THAT_CATCH_UP(
      stage ->
          new ChannelPlay(stage, ChannelWorld.ROOMY, 1) {
            @Override
            public void race() {
              tells();
              tells();
              tells();
            }
          }),

  /// A worker asks right behind its handshake: whoever has the verdict writes the ack, a thread
  /// answers, and the loop is to read on.
  A_VERDICT_AGAINST_READING_ON(
      stage ->
          new HallPlay(stage) {
            private final Applicant ann = applicant();

            @Override
            public void race() {
              applies(ann);
              asks(ann, "q1");
              answerer("answering", "q1");
            }

            @Override
            void registered(Judge judge) {
              isRegistered(ann, judge);
            }
          }),

  /// A worker shakes hands while a thread broadcasts.
  A_BROADCAST_AGAINST_REGISTRATION(
      stage ->
          new HallPlay(stage) {
            private final Applicant ann = applicant();

            @Override
            public void race() {
              applies(ann);
              broadcaster("broadcasting", "B1");
            }

            @Override
            void registered(Judge judge) {
              isRegistered(ann, judge);
            }
          }),

  /// A worker connects while the orchestrator stops: it is refused, or its connection ends.
  A_NEWCOMER_AGAINST_STOP(
      stage ->
          new HallPlay(stage) {
            @Override
            public void race() {
              newcomer();
              stopper("stopping");
            }

            @Override
            void registered(Judge judge) {
              if (!registered().isEmpty()) {
                judge.find(Kind.MISREGISTERED, "stopped, and registered: " + registered());
              }
            }
          });

  @SuppressWarnings("ImmutableEnumChecker") // a lambda without state
  private final transient Function<Stage, Play> play;

  ChannelRaces(Function<Stage, Play> play) {
    this.play = play;
  }

  @Override
  public String title() {
    return Scenario.titleOf(this);
  }

  @Override
  public Play on(Stage stage) {
    return play.apply(stage);
  }

  /// The client is accepted.
  private abstract static class ChannelPlay extends ClientPlay {
    ChannelPlay(Stage stage, int room) {
      this(stage, room, World.WITHOUT_PAUSE);
    }

    ChannelPlay(Stage stage, int room, int inboundLimit) {
      super(new ChannelWorld(stage, room), CallbackThread.VIRTUAL, inboundLimit);
      shakesHands();
      if (client().phase() != ClientPhase.READY) {
        throw new IllegalStateException("before the race the client is " + client().phase());
      }
    }
  }

  /// The server listens.
  private abstract static class HallPlay extends ServerPlay {
    HallPlay(Stage stage) {
      super(
          new ChannelWorld(stage, ChannelWorld.ROOMY),
          DuplicatePolicy.REJECT,
          CallbackThread.VIRTUAL,
          World.WITHOUT_PAUSE);
    }
  }
}
