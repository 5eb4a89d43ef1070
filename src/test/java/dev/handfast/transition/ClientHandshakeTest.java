package dev.handfast.transition;

import static dev.handfast.transition.Samples.ask;
import static dev.handfast.transition.Samples.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.CloseCause;
import dev.handfast.Delivery;
import dev.handfast.FailureCause;
import dev.handfast.QueueLimit;
import dev.handfast.RequestOutcome;
import dev.handfast.Rule;
import dev.handfast.ViolationCode;
import dev.handfast.transition.ClientEvent.PeerKind;
import dev.handfast.transition.CommonEffect.Arm;
import dev.handfast.transition.CommonEffect.Disarm;
import dev.handfast.transition.CommonEffect.HalfClose;
import dev.handfast.transition.CommonEffect.Hangup;
import dev.handfast.transition.CommonEffect.Refuse;
import dev.handfast.transition.CommonEffect.Transmit;
import dev.handfast.transition.CommonEffect.TransmitPing;
import dev.handfast.transition.CommonEffect.TransmitPong;
import dev.handfast.transition.CommonEffect.TransmitProtocolError;
import org.junit.jupiter.api.Test;

final class ClientHandshakeTest {
  private static final ClientEvent STARTED = new ClientEvent.Started();
  private static final ClientEvent OPENED = new Opened();
  private static final ClientEvent ACCEPTED = Samples.accepted(PeerKind.PLAIN);

  private final Walk walk = new Walk(new QueueLimit(2, 1_000));

  @Test
  @Rule({"HF-1", "HF-3"})
  void what_is_sent_early_waits_and_leaves_in_order_after_the_ack() {
    walk.on(new SendRequested(send(1)), STARTED, OPENED, new SendRequested(send(2)));
    assertThat(walk.effects()).noneMatch(Transmit.class::isInstance);

    walk.on(ACCEPTED);

    assertThat(walk.state()).isInstanceOf(ClientState.Ready.class);
    assertThat(walk.last())
        .filteredOn(Transmit.class::isInstance)
        .containsExactly(new Transmit(send(1)), new Transmit(send(2)));
  }

  @Test
  @Rule("HF-2")
  void the_handshake_is_written_when_the_connection_opens_and_never_again() {
    walk.on(new SendRequested(send(1)), STARTED);
    walk.on(OPENED);
    assertThat(walk.last()).containsExactly(new ClientEffect.TransmitHandshake());

    walk.on(OPENED, ACCEPTED, OPENED, new ClientEvent.ConnectRefused("late"), OPENED);

    assertThat(walk.effects())
        .filteredOn(ClientEffect.TransmitHandshake.class::isInstance)
        .hasSize(1);
  }

  @Test
  @Rule({"HF-5", "HF-20"})
  void a_refusal_returns_everything_that_waited() {
    walk.on(STARTED, OPENED, new SendRequested(send(1)), new ClientEvent.RequestMade(ask(2)));

    walk.on(new ClientEvent.AckRefused("no room"));

    CloseCause cause = new CloseCause.Refused("no room");
    Delivery failed = new Delivery.Failed(new FailureCause.ConnectionEnded(cause));
    assertThat(walk.state()).isEqualTo(new ClientState.Closed(cause));
    assertThat(walk.last())
        .contains(
            new Settle(1, failed),
            new Settle(2, failed),
            new ClientEffect.EndRequest("r-2", new RequestOutcome.Lost(cause)),
            new CommonEffect.AnnounceClosed(cause));
  }

  @Test
  @Rule("HF-5")
  void a_message_of_which_some_bytes_left_is_unknown_and_the_next_one_failed() {
    walk.on(STARTED, OPENED, ACCEPTED, new SendRequested(send(1)), new SendRequested(send(2)));

    walk.on(new Wrote(0, Outbox.Head.PARTLY), new ConnectionLost("reset"));

    CloseCause cause = new CloseCause.PeerClosed("reset");
    assertThat(walk.last())
        .contains(
            new Settle(1, new Delivery.Unknown(cause)),
            new Settle(2, new Delivery.Failed(new FailureCause.ConnectionEnded(cause))));
  }

  @Test
  @Rule("HF-5")
  void what_the_kernel_took_is_written_and_stays_so() {
    walk.on(STARTED, OPENED, ACCEPTED, new SendRequested(send(1)), new SendRequested(send(2)));

    walk.on(new Wrote(1, Outbox.Head.UNTOUCHED));
    assertThat(walk.last()).containsExactly(new Settle(1, new Delivery.Written()));

    walk.on(new ConnectionLost("end of file"));
    assertThat(walk.last()).filteredOn(Settle.class::isInstance).hasSize(1);
  }

  @Test
  @Rule("HF-6")
  void a_second_ack_settles_nothing() {
    walk.on(STARTED, OPENED, new ClientEvent.RequestMade(ask(1)), ACCEPTED);
    ClientState before = walk.state();

    walk.on(ACCEPTED, new ClientEvent.AckRefused("changed my mind"));

    assertThat(walk.state()).isEqualTo(before);
    assertThat(walk.last()).hasOnlyElementsOfType(CommonEffect.Ignore.class);
  }

  @Test
  @Rule("HF-7")
  void a_response_settles_the_request_that_it_names_and_only_once() {
    walk.on(STARTED, OPENED, ACCEPTED);
    walk.on(new ClientEvent.RequestMade(ask(1)), new ClientEvent.RequestMade(ask(2)));

    walk.on(Samples.response(2));
    assertThat(walk.last())
        .containsExactly(
            new Disarm(new Timer.RequestTimeout("r-2", Samples.LONG)),
            new ClientEffect.Answer(Samples.response(2).response()));

    walk.on(Samples.response(2), Samples.response(9));
    assertThat(walk.last()).hasOnlyElementsOfType(CommonEffect.Ignore.class);
  }

  @Test
  @Rule("HF-8")
  void a_request_that_times_out_while_it_waits_is_never_transmitted() {
    walk.on(STARTED, OPENED, new ClientEvent.RequestMade(ask(1)));

    walk.on(new ClientEvent.RequestTimedOut("r-1"));
    assertThat(walk.last())
        .contains(
            new Settle(1, new Delivery.Failed(new FailureCause.WithdrawnOnTimeout())),
            new ClientEffect.EndRequest("r-1", new RequestOutcome.TimedOut()));

    walk.on(ACCEPTED);
    assertThat(walk.last()).noneMatch(Transmit.class::isInstance);
  }

  @Test
  @Rule("HF-8")
  void a_request_that_is_cancelled_while_it_waits_is_never_transmitted() {
    walk.on(new ClientEvent.RequestMade(ask(1)), STARTED);

    walk.on(new ClientEvent.RequestCancelled("r-1"), OPENED, ACCEPTED);

    assertThat(walk.effects())
        .contains(
            new Settle(1, new Delivery.Failed(new FailureCause.WithdrawnOnCancel())),
            new ClientEffect.EndRequest("r-1", new RequestOutcome.Cancelled()))
        .noneMatch(Transmit.class::isInstance);
  }

  @Test
  @Rule("HF-30")
  void a_cancel_ends_every_request_that_waits_for_an_answer() {
    walk.on(STARTED, OPENED, ACCEPTED, new ClientEvent.RequestMade(ask(1)));

    walk.on(Samples.cancel());

    assertThat(walk.last())
        .containsExactly(
            new Disarm(new Timer.RequestTimeout("r-1", Samples.LONG)),
            new ClientEffect.EndRequest("r-1", new RequestOutcome.CalledOff("enough")),
            new CommonEffect.Deliver(Samples.cancel().cancel()));
  }

  @Test
  @Rule("HF-9")
  void a_ping_is_answered_before_and_after_the_ack() {
    walk.on(STARTED, OPENED);
    walk.on(new PingReceived());
    assertThat(walk.last()).containsExactly(new TransmitPong());

    walk.on(ACCEPTED, new PingReceived());
    assertThat(walk.last()).contains(new TransmitPong());
  }

  @Test
  @Rule("HF-10")
  void after_the_end_each_call_fails_with_the_first_cause() {
    walk.on(STARTED, new ClientEvent.ConnectFailed("permission denied"));
    ClientState closed = walk.state();

    walk.on(new ConnectionLost("later"), new SendRequested(send(1)));

    assertThat(walk.state()).isSameAs(closed);
    assertThat(walk.last())
        .containsExactly(
            new Refuse(1, new Refusal.NotOpen(new CloseCause.ConnectFailed("permission denied"))));
  }

  @Test
  @Rule("HF-11")
  void a_full_queue_refuses_and_stays_as_it_is() {
    walk.on(STARTED, new SendRequested(send(1)), new SendRequested(send(2)));
    ClientState full = walk.state();

    walk.on(new SendRequested(send(3)), new ClientEvent.RequestMade(ask(4)));

    assertThat(walk.state()).isEqualTo(full);
    var refusal = new Refusal.Full(new QueueLimit(2, 1_000));
    assertThat(walk.last()).containsExactly(new Refuse(3, refusal), new Refuse(4, refusal));
  }

  @Test
  @Rule("HF-11")
  void as_many_requests_as_messages_may_be_open() {
    walk.on(STARTED, OPENED, ACCEPTED);
    walk.on(new ClientEvent.RequestMade(ask(1)), new ClientEvent.RequestMade(ask(2)));
    walk.on(new Wrote(2, Outbox.Head.UNTOUCHED), new ClientEvent.RequestMade(ask(3)));

    assertThat(walk.last()).contains(new Refuse(3, new Refusal.Full(new QueueLimit(2, 1_000))));
  }

  @Test
  @Rule("HF-12")
  void closing_before_the_verdict_finishes_the_handshake_and_flushes_first() {
    walk.on(
        STARTED,
        new SendRequested(send(1)),
        new ClientEvent.CloseRequested(Samples.DEADLINE),
        OPENED);
    assertThat(walk.state()).isInstanceOf(ClientState.Finishing.class);

    walk.on(ACCEPTED);
    assertThat(walk.state()).isInstanceOf(ClientState.Draining.class);
    assertThat(walk.last()).contains(new Transmit(send(1))).doesNotContain(new HalfClose());

    walk.on(new Wrote(1, Outbox.Head.UNTOUCHED));
    assertThat(walk.state()).isInstanceOf(ClientState.HalfClosed.class);
    assertThat(walk.last()).containsExactly(new Settle(1, new Delivery.Written()), new HalfClose());

    walk.on(new ConnectionLost("end of file"));
    assertThat(walk.state()).isEqualTo(new ClientState.Closed(new CloseCause.ClosedLocally()));
  }

  @Test
  @Rule("HF-12")
  void closing_with_nothing_to_flush_ends_at_once() {
    walk.on(STARTED, new ClientEvent.CloseRequested(Samples.DEADLINE));

    assertThat(walk.state()).isEqualTo(new ClientState.Closed(new CloseCause.ClosedLocally()));
  }

  @Test
  @Rule("HF-12")
  void closing_ends_as_soon_as_nothing_waits_for_the_verdict_any_more() {
    walk.on(
        STARTED,
        new ClientEvent.RequestMade(ask(1)),
        new ClientEvent.CloseRequested(Samples.DEADLINE));

    walk.on(new ClientEvent.RequestCancelled("r-1"));

    assertThat(walk.state()).isEqualTo(new ClientState.Closed(new CloseCause.ClosedLocally()));
  }

  @Test
  @Rule("HF-12")
  void a_close_whose_deadline_passes_returns_what_was_left() {
    walk.on(STARTED, new SendRequested(send(1)), new ClientEvent.CloseRequested(Samples.DEADLINE));
    assertThat(walk.last()).contains(new Arm(new Timer.CloseDeadline(Samples.DEADLINE)));

    walk.on(new CloseDeadlinePassed());

    CloseCause cause = new CloseCause.DrainTimedOut();
    assertThat(walk.last())
        .contains(new Settle(1, new Delivery.Failed(new FailureCause.ConnectionEnded(cause))));
  }

  @Test
  @Rule("HF-19")
  void every_handshake_ends_when_its_deadline_passes() {
    walk.on(STARTED);
    assertThat(walk.last()).contains(new Arm(new Timer.HandshakeDeadline()));

    walk.on(new ClientEvent.ConnectRefused("no such file"), new HandshakeDeadlinePassed());

    assertThat(walk.state())
        .extracting(state -> ((ClientState.Closed) state).cause().message())
        .asString()
        .contains("1 attempts", "no such file", "is the orchestrator running?");
  }

  @Test
  @Rule("HF-19")
  void a_connect_that_waiting_may_mend_is_tried_again_with_a_growing_pause() {
    walk.on(STARTED);
    walk.on(new ClientEvent.ConnectRefused("no such file"));
    assertThat(walk.last()).containsExactly(new Arm(new Timer.RetryDelay(1)));

    walk.on(new ClientEvent.RetryDue());
    assertThat(walk.last()).containsExactly(new ClientEffect.Open());

    walk.on(new ClientEvent.ConnectRefused("refused"));
    assertThat(walk.last()).containsExactly(new Arm(new Timer.RetryDelay(2)));
  }

  @Test
  @Rule("HF-17")
  void an_order_before_the_ack_is_a_violation_and_the_peer_is_told() {
    walk.on(STARTED, OPENED, Samples.order());

    assertThat(walk.state())
        .extracting(state -> ((ClientState.Closed) state).cause())
        .isInstanceOfSatisfying(
            CloseCause.PeerMisbehaved.class,
            cause -> {
              assertThat(cause.violation().code()).isEqualTo(ViolationCode.ACK_EXPECTED);
              assertThat(cause.violation().state()).isEqualTo("AwaitingAck");
              assertThat(walk.last()).contains(new TransmitProtocolError(cause.violation()));
            });
  }

  @Test
  @Rule("HF-6")
  void an_ack_for_another_handshake_settles_nothing_and_is_a_violation_while_one_is_awaited() {
    ClientEvent misaddressed = new ClientEvent.AckMisaddressed("m-9", "m-1");
    walk.on(STARTED, OPENED, misaddressed);
    assertThat(walk.state())
        .extracting(state -> ((ClientState.Closed) state).cause().message())
        .asString()
        .contains("requestId", "m-9", "m-1");

    var other = new Walk(new QueueLimit(2, 1_000));
    other.on(STARTED, OPENED, ACCEPTED);
    other.on(misaddressed);
    assertThat(other.last()).hasOnlyElementsOfType(CommonEffect.Ignore.class);
  }

  @Test
  @Rule({"HF-21", "HF-26"})
  void only_a_peer_that_speaks_our_protocol_is_watched() {
    walk.on(STARTED, OPENED, ACCEPTED);
    assertThat(walk.last()).doesNotContain(new Arm(new Timer.Keepalive()));

    var other = new Walk(new QueueLimit(2, 1_000));
    other.on(STARTED, OPENED, Samples.accepted(PeerKind.EXTENDED));
    assertThat(other.last()).contains(new Arm(new Timer.Keepalive()));

    other.on(new KeepaliveDue());
    assertThat(other.last()).containsExactly(new TransmitPing(), new Arm(new Timer.Keepalive()));

    other.on(new PeerFellSilent());
    assertThat(other.state()).isEqualTo(new ClientState.Closed(new CloseCause.PeerSilent()));
  }

  @Test
  @Rule("HF-25")
  void a_connection_that_opens_after_the_end_is_hung_up() {
    walk.on(STARTED, new ClientEvent.CloseRequested(Samples.DEADLINE));
    walk.on(OPENED);

    assertThat(walk.last()).containsExactly(new Hangup());
  }
}
