package dev.handfast.conformance.scenario;

import dev.handfast.CallbackThread;
import dev.handfast.client.ClientPhase;
import dev.handfast.conformance.schedule.Scenario;
import dev.handfast.conformance.schedule.Stage;
import dev.handfast.conformance.script.Word;
import java.time.Duration;
import java.util.function.Function;

/// The races of a client whose link is that of real sockets: what other threads want of it, its
/// loop does.
public enum ChannelRaces implements Scenario {
  /// Two threads send, each of which may write itself, while the loop answers a ping.
  TWO_SENDERS_AND_A_PONG(
      stage ->
          new ChannelPlay(stage, ChannelPlay.ROOMY) {
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
          new ChannelPlay(stage, ChannelPlay.TIGHT) {
            @Override
            public void race() {
              sender("sender a", "A1", "A2");
            }
          }),

  /// A thread sends twice while another one closes: the loop ends the output.
  A_CLOSE_AGAINST_A_SENDER(
      stage ->
          new ChannelPlay(stage, ChannelPlay.ROOMY) {
            @Override
            public void race() {
              sender("sender a", "A1", "A2");
              world().thread("closing", () -> client().drain(Duration.ofSeconds(1)));
            }
          }),

  /// A thread asks and one sends while the connection breaks.
  A_REQUEST_AGAINST_LOSS(
      stage ->
          new ChannelPlay(stage, ChannelPlay.ROOMY) {
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
          new ChannelPlay(stage, ChannelPlay.ROOMY, 1) {
            @Override
            public void race() {
              tells();
              tells();
              tells();
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
    /// 8 KiB: some times what is said in a race.
    static final int ROOMY = 8 << 10;

    /// 64 B: less than any message.
    static final int TIGHT = 64;

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
}
