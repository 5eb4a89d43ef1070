package dev.handfast.conformance.scenario;

import dev.handfast.CallbackThread;
import dev.handfast.conformance.schedule.Scenario;
import dev.handfast.conformance.schedule.Stage;
import dev.handfast.conformance.script.Word;
import dev.handfast.server.DuplicatePolicy;
import java.time.Duration;
import java.util.function.Function;

/// Smaller forms of the races: short enough that every interleaving of them can be played.
public enum Duels implements Scenario {
  /// A thread sends while the verdict arrives.
  A_SENDER_AND_THE_FLUSH(
      stage ->
          new ClientPlay(stage) {
            {
              sendFirst("E1");
            }

            @Override
            public void race() {
              sender("sender a", "A1");
              says(Word.ACCEPT);
            }
          }),

  /// A thread sends while the connection breaks.
  A_SENDER_AGAINST_LOSS(
      stage ->
          new ClientPlay(stage) {
            {
              shakesHands();
            }

            @Override
            public void race() {
              sender("sender a", "A1");
              breaks();
            }
          }),

  /// A thread sends on a connection on which nothing is under way, while a ping is answered.
  A_SENDER_AND_A_PONG(
      stage ->
          new ClientPlay(stage) {
            {
              shakesHands();
            }

            @Override
            public void race() {
              sender("sender a", "A1");
              says(Word.PING);
            }
          }),

  /// A worker on whose server handlers run on the thread that reads is sent to while it asks.
  AN_ORDER_AGAINST_THE_READER(
      stage ->
          new ServerPlay(stage, DuplicatePolicy.REJECT, CallbackThread.READER) {
            private final Applicant ann = applicant();

            {
              joins(ann);
            }

            @Override
            public void race() {
              asks(ann, "q1");
              broadcaster("broadcasting", "B1");
            }

            @Override
            void registered(Judge judge) {
              isRegistered(ann, judge);
            }
          }),

  /// The handshake's deadline passes while the verdict arrives.
  DEADLINE_AGAINST_ACK(
      stage ->
          new ClientPlay(stage) {
            {
              sendFirst("E1");
            }

            @Override
            public void race() {
              world().passes(Duration.ofSeconds(10));
              says(Word.ACCEPT);
            }
          }),

  /// A worker shakes hands while a thread broadcasts once.
  AN_ORDER_AGAINST_REGISTRATION(
      stage ->
          new ServerPlay(stage, DuplicatePolicy.REJECT) {
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
          });

  @SuppressWarnings("ImmutableEnumChecker") // a lambda without state
  private final transient Function<Stage, Play> play;

  Duels(Function<Stage, Play> play) {
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
}
