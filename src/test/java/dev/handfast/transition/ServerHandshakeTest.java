package dev.handfast.transition;

import static dev.handfast.transition.Samples.CHILD;
import static dev.handfast.transition.Samples.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.CloseCause;
import dev.handfast.Delivery;
import dev.handfast.QueueLimit;
import dev.handfast.Rule;
import dev.handfast.ViolationCode;
import dev.handfast.message.Decision;
import dev.handfast.transition.CommonEffect.AnnounceClosed;
import dev.handfast.transition.CommonEffect.Arm;
import dev.handfast.transition.CommonEffect.Deliver;
import dev.handfast.transition.CommonEffect.Disarm;
import dev.handfast.transition.CommonEffect.HalfClose;
import dev.handfast.transition.CommonEffect.Hangup;
import dev.handfast.transition.CommonEffect.Refuse;
import dev.handfast.transition.CommonEffect.Transmit;
import dev.handfast.transition.CommonEffect.TransmitPing;
import dev.handfast.transition.CommonEffect.TransmitPong;
import dev.handfast.transition.ServerEffect.AnnounceAnswered;
import dev.handfast.transition.ServerEffect.AnnounceJoined;
import dev.handfast.transition.ServerEffect.AnnounceLeft;
import dev.handfast.transition.ServerEffect.Authorize;
import dev.handfast.transition.ServerEffect.GoOnReading;
import dev.handfast.transition.ServerEffect.Release;
import dev.handfast.transition.ServerEffect.StopReading;
import dev.handfast.transition.ServerEffect.TransmitAck;
import dev.handfast.transition.ServerEffect.TransmitRefusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ServerHandshakeTest {
  private static final QueueLimit TWO = new QueueLimit(2, 1_000);
  private static final ServerEvent ACCEPTED = new ServerEvent.VerdictAccepted(CHILD, 7);

  private static final ServerEvent CLOSE =
      new ServerEvent.CloseRequested(Samples.DEADLINE, Map.of());

  private ServerState state = ServerState.initial(TWO);

  private List<ServerEffect> on(ServerEvent... events) {
    var effects = new ArrayList<ServerEffect>();
    for (ServerEvent event : events) {
      Step<ServerState, ServerEffect> step = ServerHandshake.step(state, event);
      state = step.next();
      effects.addAll(step.effects());
    }
    return effects;
  }

  private static ServerEffect answered(String requestId, Decision decision) {
    return new AnnounceAnswered(Samples.question(CHILD, requestId).request(), decision);
  }

  private void register() {
    on(new Opened(), Samples.handshake(), ACCEPTED);
  }

  private void isClosedFor(ViolationCode code) {
    assertThat(state)
        .extracting(closed -> ((ServerState.Closed) closed).cause())
        .isInstanceOfSatisfying(
            CloseCause.PeerMisbehaved.class,
            cause -> assertThat(cause.violation().code()).isEqualTo(code));
  }

  @Test
  @Rule("HF-27")
  void a_handshake_stops_the_reading_until_the_verdict_is_written() {
    assertThat(on(Samples.handshake()))
        .containsExactly(new StopReading(), new Authorize(Samples.handshake().handshake()));

    List<ServerEffect> effects = on(ACCEPTED);

    assertThat(effects).endsWith(new GoOnReading());
    assertThat(effects.indexOf(new TransmitAck())).isLessThan(effects.indexOf(new GoOnReading()));
  }

  @Test
  @Rule("HF-14")
  void the_ack_and_joined_come_before_anything_else_of_a_session() {
    on(Samples.handshake());
    assertThat(on(new SendRequested(send(1))))
        .hasOnlyElementsOfType(Refuse.class); // nothing can be sent before

    List<ServerEffect> effects = on(ACCEPTED, new SendRequested(send(2)), Samples.report(CHILD));

    assertThat(effects)
        .filteredOn(
            effect ->
                effect instanceof TransmitAck
                    || effect instanceof AnnounceJoined
                    || effect instanceof Transmit
                    || effect instanceof Deliver)
        .containsExactly(
            new TransmitAck(),
            new AnnounceJoined(CHILD, 7),
            new Transmit(send(2)),
            new Deliver(Samples.report(CHILD).report()));
  }

  @Test
  @Rule("HF-14")
  void left_comes_last_and_once() {
    register();

    List<ServerEffect> effects =
        on(Samples.report(CHILD), new ConnectionLost("end of file"), new ConnectionLost("again"));

    CloseCause cause = new CloseCause.PeerClosed("end of file");
    assertThat(effects).filteredOn(AnnounceLeft.class::isInstance).hasSize(1);
    assertThat(effects)
        .endsWith(
            new Release(CHILD, 7), new AnnounceLeft(CHILD, 7, cause), new AnnounceClosed(cause));
  }

  @Test
  @Rule("HF-13")
  void a_report_before_the_handshake_reaches_nobody() {
    assertThat(on(Samples.report(CHILD))).noneMatch(Deliver.class::isInstance);
    isClosedFor(ViolationCode.HANDSHAKE_EXPECTED);
  }

  @Test
  @Rule("HF-13")
  void a_question_before_the_handshake_reaches_nobody() {
    assertThat(on(Samples.question(CHILD, "q-1"))).noneMatch(Deliver.class::isInstance);
    isClosedFor(ViolationCode.HANDSHAKE_EXPECTED);
  }

  @Test
  @Rule("HF-15")
  void a_frame_that_names_another_child_ends_the_session() {
    register();

    assertThat(on(Samples.report("w-2"))).noneMatch(Deliver.class::isInstance);
    isClosedFor(ViolationCode.CHILD_ID_MISMATCH);
  }

  @Test
  @Rule("HF-15")
  void a_question_that_names_another_child_ends_the_session() {
    register();

    assertThat(on(Samples.question("w-2", "q-1"))).noneMatch(Deliver.class::isInstance);
    isClosedFor(ViolationCode.CHILD_ID_MISMATCH);
  }

  @Test
  @Rule("HF-2")
  void a_second_handshake_ends_the_session() {
    register();

    on(Samples.handshake());

    isClosedFor(ViolationCode.DUPLICATE_HANDSHAKE);
  }

  @Test
  @Rule("HF-15")
  void a_superseded_session_ends_and_gives_only_its_own_epoch_back() {
    register();

    assertThat(on(new ServerEvent.Superseded())).contains(new Release(CHILD, 7));
    assertThat(state).isEqualTo(new ServerState.Closed(new CloseCause.Superseded()));
  }

  @Test
  @Rule("HF-15")
  void a_connection_that_loses_its_identity_before_its_verdict_arrives_never_joins() {
    on(Samples.handshake(), new ServerEvent.Superseded());

    assertThat(on(ACCEPTED)).containsExactly(new Release(CHILD, 7));
    assertThat(state).isEqualTo(new ServerState.Closed(new CloseCause.Superseded()));
  }

  @Test
  @Rule("HF-15")
  void a_verdict_that_comes_after_the_end_gives_the_identity_back() {
    on(Samples.handshake(), new HandshakeDeadlinePassed());

    assertThat(on(ACCEPTED)).containsExactly(new Release(CHILD, 7));
  }

  @Test
  @Rule("HF-16")
  void a_worker_that_says_nothing_is_told_so_and_hung_up_on() {
    assertThat(on(new Opened())).containsExactly(new Arm(new Timer.HandshakeDeadline()));

    assertThat(on(new HandshakeDeadlinePassed()))
        .startsWith(new TransmitRefusal("no handshake arrived in time"), new Hangup());
    assertThat(state).isInstanceOf(ServerState.Closed.class);
  }

  @Test
  @Rule("HF-16")
  void the_deadline_covers_the_verdict_and_ends_with_it() {
    on(new Opened(), Samples.handshake());

    assertThat(on(ACCEPTED)).contains(new Disarm(new Timer.HandshakeDeadline()));
  }

  @Test
  @Rule("HF-7")
  void a_request_is_answered_once() {
    register();
    assertThat(on(Samples.question(CHILD, "q-1")))
        .containsExactly(new Deliver(Samples.question(CHILD, "q-1").request()));

    assertThat(on(new ServerEvent.ReplyRequested("q-1", Decision.approve(), send(1))))
        .containsExactly(new Transmit(send(1)), answered("q-1", Decision.approve()));
    assertThat(on(new ServerEvent.ReplyRequested("q-1", Decision.approve(), send(2))))
        .containsExactly(new Refuse(2, new Refusal.NobodyAsks("q-1")));
  }

  @Test
  @Rule("HF-7")
  void an_id_that_is_still_unanswered_cannot_be_used_again() {
    register();

    on(Samples.question(CHILD, "q-1"), Samples.question(CHILD, "q-1"));

    isClosedFor(ViolationCode.DUPLICATE_REQUEST);
  }

  @Test
  @Rule("HF-11")
  void a_full_queue_refuses_messages_but_not_replies() {
    register();
    on(new SendRequested(send(1)), new SendRequested(send(2)), Samples.question(CHILD, "q-1"));

    assertThat(on(new SendRequested(send(3))))
        .containsExactly(new Refuse(3, new Refusal.Full(TWO)));
    assertThat(on(new ServerEvent.ReplyRequested("q-1", Decision.approve(), send(4))))
        .containsExactly(new Transmit(send(4)), answered("q-1", Decision.approve()));
  }

  @Test
  @Rule("HF-12")
  void a_stop_writes_everything_then_reads_to_the_workers_end() {
    register();
    on(new SendRequested(send(1)));

    assertThat(on(CLOSE))
        .containsExactly(
            new Disarm(new Timer.Keepalive()), new Arm(new Timer.CloseDeadline(Samples.DEADLINE)));
    assertThat(on(new Wrote(1, Outbox.Head.UNTOUCHED)))
        .containsExactly(new Settle(1, new Delivery.Written()), new HalfClose());
    assertThat(on(Samples.report(CHILD)))
        .containsExactly(new Deliver(Samples.report(CHILD).report()));

    on(new ConnectionLost("end of file"));
    assertThat(state).isEqualTo(new ServerState.Closed(new CloseCause.ClosedLocally()));
  }

  @Test
  @Rule("HF-12")
  void a_stop_refuses_whoever_has_not_joined() {
    assertThat(on(CLOSE)).startsWith(new TransmitRefusal("orchestrator is stopping"), new Hangup());
  }

  @Test
  @Rule("HF-33")
  void a_stop_denies_what_is_open_in_order_behind_what_was_accepted_and_takes_no_answer_after_it() {
    register();
    on(new SendRequested(send(1)), Samples.question(CHILD, "q-2"), Samples.question(CHILD, "q-1"));

    assertThat(
            on(
                new ServerEvent.CloseRequested(
                    Samples.DEADLINE, Map.of("q-1", send(3), "q-2", send(2)))))
        .containsExactly(
            new Disarm(new Timer.Keepalive()),
            new Arm(new Timer.CloseDeadline(Samples.DEADLINE)),
            new Transmit(send(2)),
            answered("q-2", Decision.deny()),
            new Transmit(send(3)),
            answered("q-1", Decision.deny()));
    assertThat(on(new ServerEvent.ReplyRequested("q-1", Decision.approve(), send(4))))
        .containsExactly(new Refuse(4, new Refusal.NotOpen(new CloseCause.ClosedLocally())));
    assertThat(on(new Wrote(3, Outbox.Head.UNTOUCHED))).endsWith(new HalfClose());
  }

  @Test
  @Rule("HF-33")
  void an_open_request_alone_keeps_the_direction_open_until_its_denial_is_written() {
    register();
    on(Samples.question(CHILD, "q-1"));

    on(new ServerEvent.CloseRequested(Samples.DEADLINE, Map.of("q-1", send(1))));

    assertThat(state).isInstanceOf(ServerState.Draining.class);
    assertThat(on(new Wrote(1, Outbox.Head.UNTOUCHED)))
        .containsExactly(new Settle(1, new Delivery.Written()), new HalfClose());
  }

  @Test
  @Rule({"HF-7", "HF-33"})
  void a_request_whose_id_cannot_be_repeated_ends_without_an_answer() {
    register();
    on(Samples.question(CHILD, "q-1"));

    on(CLOSE);

    assertThat(state).isInstanceOf(ServerState.HalfClosed.class);
    assertThat(((ServerState.HalfClosed) state).session().asked()).isEqualTo(Asked.NONE);
  }

  @Test
  @Rule("HF-21")
  void a_worker_is_pinged_and_a_silent_one_ends() {
    register();

    assertThat(on(new KeepaliveDue()))
        .containsExactly(new TransmitPing(), new Arm(new Timer.Keepalive()));
    on(new PeerFellSilent());
    assertThat(state).isEqualTo(new ServerState.Closed(new CloseCause.PeerSilent()));
  }

  @Test
  @Rule("HF-9")
  void a_ping_is_answered_before_the_handshake_and_after_it() {
    assertThat(on(new PingReceived())).containsExactly(new TransmitPong());
    register();
    assertThat(on(new PingReceived())).containsExactly(new TransmitPong());
  }

  @Test
  @Rule("HF-16")
  void a_connection_without_room_is_refused_with_the_reason() {
    assertThat(on(new ServerEvent.TurnedAway("full")))
        .startsWith(new TransmitRefusal("full"), new Hangup());
    assertThat(on(new Opened())).containsExactly(new Hangup());
  }
}
