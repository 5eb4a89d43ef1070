package dev.handfast.conformance.scenario;

import dev.handfast.CallbackThread;
import dev.handfast.conformance.schedule.Finding.Kind;
import dev.handfast.conformance.schedule.Scenario;
import dev.handfast.conformance.schedule.Stage;
import dev.handfast.conformance.script.Word;
import dev.handfast.server.DuplicatePolicy;
import java.time.Duration;
import java.util.function.Function;

/// The races that are explored.
public enum Scenarios implements Scenario {
  /// Two threads send while the verdict arrives and what waited is flushed.
  TWO_SENDERS_AND_THE_FLUSH(
      stage ->
          new ClientPlay(stage) {
            {
              sendFirst("E1", "E2");
            }

            @Override
            public void race() {
              sender("sender a", "A1", "A2");
              sender("sender b", "B1");
              says(Word.ACCEPT);
            }
          }),

  /// A client over a transport whose owner alone writes is closed while a thread still sends, and
  /// the deadline passes.
  CLOSE_AGAINST_DRAIN(
      stage ->
          new ClientPlay(stage) {
            {
              world().transport().anyThreadMayWrite(false);
              sendFirst("E1");
              shakesHands();
            }

            @Override
            public void race() {
              sender("sender a", "A1");
              world().thread("closing", () -> client().drain(Duration.ofSeconds(1)));
              world().passes(Duration.ofSeconds(1));
            }
          }),

  /// A client is closed while a thread sends twice, the first time at once.
  CLOSE_AGAINST_A_SENDER(
      stage ->
          new ClientPlay(stage) {
            {
              shakesHands();
            }

            @Override
            public void race() {
              sender("sender a", "A1", "A2");
              world().thread("closing", () -> client().drain(Duration.ofSeconds(1)));
            }
          }),

  /// The handshake's deadline passes while the verdict arrives and a thread sends.
  TIME_OUT_AGAINST_ACK(
      stage ->
          new ClientPlay(stage) {
            {
              sendFirst("E1");
            }

            @Override
            public void race() {
              sender("sender a", "A1");
              world().passes(Duration.ofSeconds(10));
              says(Word.ACCEPT);
            }
          }),

  /// A thread asks and another one sends while the connection breaks.
  REQUEST_AGAINST_LOSS(
      stage ->
          new ClientPlay(stage) {
            {
              shakesHands();
            }

            @Override
            public void race() {
              asker("asking", "R1");
              sender("sender a", "A1");
              breaks();
            }
          }),

  /// Two threads send on a connection on which nothing is under way, while a ping is answered.
  TWO_SENDERS_AND_A_PONG(
      stage ->
          new ClientPlay(stage) {
            {
              shakesHands();
            }

            @Override
            public void race() {
              sender("sender a", "A1", "A2");
              sender("sender b", "B1");
              says(Word.PING);
            }
          }),

  /// A worker's handler on the thread that reads answers two contexts with a message each, while a
  /// thread sends and a ping is answered.
  HANDLERS_OF_A_WORKER_ON_THE_READER(
      stage ->
          new ClientPlay(stage, CallbackThread.READER) {
            {
              shakesHands();
            }

            @Override
            public void race() {
              sender("sender a", "A1", "A2");
              tells();
              says(Word.PING);
              tells();
            }
          }),

  /// A handler on the thread that reads is asked twice, while a thread broadcasts.
  HANDLERS_ON_THE_READER(
      stage ->
          new ServerPlay(stage, DuplicatePolicy.REJECT, CallbackThread.READER) {
            private final Applicant ann = applicant();

            {
              joins(ann);
            }

            @Override
            public void race() {
              asks(ann, "q1");
              asks(ann, "q2");
              broadcaster("broadcasting", "B1", "B2");
            }

            @Override
            void registered(Judge judge) {
              isRegistered(ann, judge);
            }
          }),

  /// A worker shakes hands and reports to handlers of which one call may wait, so that it is not
  /// read until they have caught up; whoever ends that pause may write itself, as may a thread that
  /// broadcasts.
  HANDLERS_THAT_CATCH_UP(
      stage ->
          new ServerPlay(stage, DuplicatePolicy.REJECT, CallbackThread.VIRTUAL, 1) {
            private final Applicant ann = applicant();

            @Override
            public void race() {
              applies(ann);
              reports(ann, "r1");
              broadcaster("broadcasting", "B1");
            }

            @Override
            void registered(Judge judge) {
              isRegistered(ann, judge);
            }
          }),

  /// A worker shakes hands while a thread broadcasts.
  BROADCAST_AGAINST_REGISTRATION(
      stage ->
          new ServerPlay(stage, DuplicatePolicy.REJECT) {
            private final Applicant ann = applicant();

            @Override
            public void race() {
              applies(ann);
              broadcaster("broadcasting", "B1", "B2");
            }

            @Override
            void registered(Judge judge) {
              isRegistered(ann, judge);
            }
          }),

  /// A worker asks right behind its handshake: whoever has the verdict writes the ack, while the
  /// owner thread is to read on.
  VERDICT_AGAINST_READING_ON(
      stage ->
          new ServerPlay(stage, DuplicatePolicy.REJECT, CallbackThread.VIRTUAL) {
            private final Applicant ann = applicant();

            @Override
            public void race() {
              applies(ann);
              asks(ann, "q1");
              answerer("answering", "q1");
              broadcaster("broadcasting", "B1");
            }

            @Override
            void registered(Judge judge) {
              isRegistered(ann, judge);
            }
          }),

  /// A worker comes again while the end of its first connection is noticed.
  NEW_CLIENT_AGAINST_LATE_EVENTS(
      stage ->
          new ServerPlay(stage, DuplicatePolicy.REPLACE) {
            private final Applicant old = applicant();
            private final Applicant ann = applicant();

            {
              joins(old);
            }

            @Override
            public void race() {
              applies(ann);
              world().happens(old::leave);
              broadcaster("broadcasting", "B1");
            }

            @Override
            void registered(Judge judge) {
              if (registered().size() != 1 || !ann.isAccepted()) {
                judge.find(
                    Kind.MISREGISTERED,
                    "the newer one should be registered: %s, heard %s"
                        .formatted(registered(), ann.heard().frames()));
              }
            }
          }),

  /// The orchestrator stops while a handler answers one of a worker's two requests.
  ANSWER_AGAINST_CLOSE(
      stage ->
          new ServerPlay(stage, DuplicatePolicy.REJECT) {
            private final Applicant ann = applicant();

            {
              applies(ann);
              asks(ann, "q1");
              asks(ann, "q2");
              world().settle();
            }

            @Override
            public void race() {
              answerer("answering", "q2");
              stopper("stopping");
            }

            @Override
            void registered(Judge judge) {
              if (!registered().isEmpty()) {
                judge.find(Kind.MISREGISTERED, "stopped, and registered: " + registered());
              }
            }
          }),

  /// Two workers apply under one id at the same time.
  TWO_WORKERS_WITH_ONE_ID(Rivals::new),

  /// The same while a thread broadcasts.
  TWO_WORKERS_WITH_ONE_ID_AND_A_BROADCAST(
      stage ->
          new Rivals(stage) {
            @Override
            public void race() {
              super.race();
              broadcaster("broadcasting", "B1");
            }
          });

  @SuppressWarnings("ImmutableEnumChecker") // a lambda without state
  private final transient Function<Stage, Play> play;

  Scenarios(Function<Stage, Play> play) {
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

  /// One of two is accepted, the other refused.
  private static class Rivals extends ServerPlay {
    private final Applicant one = applicant();
    private final Applicant two = applicant();

    Rivals(Stage stage) {
      super(stage, DuplicatePolicy.REJECT);
    }

    @Override
    public void race() {
      applies(one);
      applies(two);
    }

    @Override
    void registered(Judge judge) {
      boolean oneWins = one.isAccepted() && two.isRefused();
      boolean twoWins = two.isAccepted() && one.isRefused();
      if (oneWins == twoWins || registered().size() != 1) {
        judge.find(
            Kind.MISREGISTERED,
            "one accepted and one refused, got %s and %s, registered %s"
                .formatted(one.heard().frames(), two.heard().frames(), registered()));
      }
    }
  }
}
