package dev.handfast.races;

import static dev.handfast.conformance.script.Step.says;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.QueueLimit;
import dev.handfast.Race;
import dev.handfast.client.FaultyClient;
import dev.handfast.client.FaultyMachine;
import dev.handfast.client.HandfastClient;
import dev.handfast.client.MachineFault;
import dev.handfast.client.RaceFault;
import dev.handfast.conformance.script.Caller;
import dev.handfast.conformance.script.Patience;
import dev.handfast.conformance.script.Script;
import dev.handfast.conformance.script.Step;
import dev.handfast.conformance.script.Surroundings;
import dev.handfast.conformance.script.Surroundings.Arrival;
import dev.handfast.conformance.script.Surroundings.Pipe;
import dev.handfast.conformance.script.Surroundings.Room;
import dev.handfast.conformance.script.Word;
import dev.handfast.conformance.world.ClientSubject;
import dev.handfast.evidence.Evidence;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The races of a worker's side: a short life that shows each, without it and with it.
class ClientRacesTest {
  private static final Evidence EVIDENCE = Evidence.of(ClientRacesTest.class);
  private static final Step A = new Step.Send(Caller.A);
  private static final Step B = new Step.Send(Caller.B);
  private static final Step ASKS = new Step.Ask(Patience.ASK_LONG);
  private static final Step CLOSES = new Step.Close(Patience.CLOSE_LONG);
  private static final Step ACCEPT = says(Word.ACCEPT);

  private static void caught(FaultyMachine fault, String difference, Step... steps) {
    Caught.in(EVIDENCE, fault.id(), Script.of(steps), FaultyClient.with(fault), difference);
  }

  private static void caught(
      FaultyMachine fault, String difference, Surroundings place, Step... steps) {
    Caught.in(
        EVIDENCE,
        fault.id(),
        new Script(place, List.of(steps)),
        FaultyClient.with(fault),
        difference);
  }

  private static Surroundings arriving(Arrival arrival) {
    return new Surroundings(arrival, Room.ROOMY, Pipe.WIDE, Surroundings.WHOLE);
  }

  private static Surroundings narrow() {
    return new Surroundings(Arrival.UP, Room.ROOMY, Pipe.NARROW, Surroundings.WHOLE);
  }

  // Ready.

  @Test
  @Race({"S1", "R1"})
  void connected_is_taken_for_accepted() {
    caught(MachineFault.READY_WHEN_OPEN, "frame 2: expected nothing, seen log A1", A);
  }

  @Test
  @Race({"R2", "H2"})
  void a_sender_looks_and_enters_the_queue_after_its_flush() {
    caught(
        RaceFault.ENTERS_AFTER_THE_FLUSH,
        "outcome of B2: expected written, seen open",
        A,
        B,
        ACCEPT);
  }

  @Test
  @Race("R3")
  void a_new_message_goes_ahead_of_the_flush() {
    caught(RaceFault.OVERTAKES_THE_FLUSH, "frame 2: expected log A1, seen log B2", A, ACCEPT, B);
    caught(MachineFault.REORDERS_AT_FLUSH, "frame 2: expected log A1, seen log B2", A, B, ACCEPT);
  }

  @Test
  @Race({"R4", "O7"})
  void what_was_accepted_vanishes_with_a_refusal() {
    caught(
        MachineFault.LOSES_QUEUE_ON_REFUSAL,
        "outcome of A1: expected failed: Refused, seen open",
        A,
        says(Word.REFUSE));
  }

  @Test
  @Race("O7")
  void after_a_refusal_the_socket_stays_open() {
    caught(
        RaceFault.REFUSED_STAYS_OPEN, "frame 2: expected end, seen nothing", A, says(Word.REFUSE));
  }

  @Test
  @Race("R5")
  void what_stands_right_behind_the_ack_finds_no_handler() {
    caught(
        RaceFault.DEAF_BEHIND_THE_ACK,
        "callback 2: expected context, seen nothing",
        says(Word.ACCEPT, Word.CONTEXT));
  }

  @Test
  @Race("R6")
  void nothing_leaves_before_a_third_message() {
    caught(
        RaceFault.WAITS_FOR_A_THIRD_MESSAGE, "frame 2: expected log A1, seen nothing", A, ACCEPT);
  }

  @Test
  @Race("R7")
  void a_ping_before_the_verdict_is_not_answered() {
    caught(
        MachineFault.DEAF_BEFORE_THE_VERDICT,
        "frame 2: expected pong, seen nothing",
        says(Word.PING));
  }

  @Test
  @Race("R9")
  void a_drip_moves_the_deadline_of_the_handshake() {
    caught(
        RaceFault.DEADLINE_PER_READ,
        "phase after step 3: expected Closed, seen AwaitingAck",
        new Step.Wait(3),
        says(Word.PONG),
        new Step.Wait(10));
  }

  @Test
  @Race("R10")
  void of_two_senders_the_second_is_refused() {
    caught(
        RaceFault.ONE_SENDER_AT_A_TIME,
        "call 2: expected B2 accepted, seen B2 refused: full",
        ACCEPT,
        new Step.Hold(),
        A,
        B,
        new Step.Wait(1));
  }

  // Connecting.

  @Test
  @Race("R14")
  void a_full_backlog_is_taken_as_fatal() {
    caught(
        RaceFault.FIRST_REFUSAL_IS_FATAL,
        "phase after step 1: expected Connecting, seen Closed",
        arriving(Arrival.REFUSED_TWICE),
        A,
        new Step.Wait(1));
  }

  @Test
  @Race("R14")
  void a_full_backlog_is_taken_as_connected() {
    caught(
        RaceFault.REFUSED_IS_CONNECTED,
        "phase after step 1: expected Connecting, seen AwaitingAck",
        arriving(Arrival.REFUSED_TWICE),
        A,
        new Step.Wait(1));
  }

  @Test
  @Race("R17")
  void the_handshake_waits_in_the_users_queue() {
    caught(
        RaceFault.HANDSHAKE_IN_THE_QUEUE,
        "frame 1: expected handshake, seen log A1",
        arriving(Arrival.LATE),
        A,
        new Step.Listen(),
        new Step.Wait(1));
  }

  @Test
  @Race({"R20", "O18"})
  void a_connection_that_comes_after_the_close_is_kept_by_nobody() {
    caught(
        RaceFault.LATE_CONNECTION_STAYS,
        "frame 1: expected end, seen nothing",
        new Step.Hold(),
        CLOSES,
        new Step.Wait(1));
  }

  @Test
  @Race("O2")
  void the_next_attempt_takes_itself_for_ready() {
    ClientSubject.Factory faulty = FaultyClient.with(RaceFault.REMEMBERS_READY);
    var first = Script.of(A, ACCEPT);
    assertThat(Caught.differences(first, faulty, transport -> transport)).isEmpty();

    Caught.in(
        EVIDENCE,
        RaceFault.REMEMBERS_READY.id(),
        Script.of(A),
        faulty,
        "call 1: expected A1 accepted, seen A1 refused: closing");
  }

  @Test
  @Race("O13")
  void the_gate_holds_the_handshake_back() {
    caught(RaceFault.GATE_HOLDS_THE_HANDSHAKE, "frame 1: expected handshake, seen nothing", A);
  }

  @Test
  @Race("O19")
  void a_failed_attempt_is_told_to_nobody() {
    caught(
        RaceFault.NOBODY_HEARS_A_FAILED_ATTEMPT,
        "phase after step 1: expected Closed, seen Connecting",
        arriving(Arrival.HOPELESS),
        A);
  }

  // Asking.

  @Test
  @Race("O1")
  void the_ack_settles_a_request_instead_of_the_handshake() {
    caught(
        RaceFault.ACK_SETTLES_A_REQUEST,
        "phase after step 2: expected Ready, seen AwaitingAck",
        ASKS,
        ACCEPT);
  }

  @Test
  @Race({"O9", "R7"})
  void a_second_ack_settles_a_request() {
    caught(
        MachineFault.SECOND_ACK_ENDS_REQUESTS,
        "request R1: expected open, seen cancelled",
        ACCEPT,
        ASKS,
        ACCEPT);
  }

  @Test
  @Race("R11")
  void an_answer_comes_before_the_entry_is_made() {
    caught(
        RaceFault.ENTRY_AFTER_THE_WRITE,
        "request R1: expected answered approve, seen open",
        ACCEPT,
        ASKS,
        says(Word.ANSWER_FIRST));
  }

  @Test
  @Race("R11")
  void an_entry_is_made_after_the_last_sweep() {
    caught(
        RaceFault.ENTRY_AFTER_THE_SWEEP,
        "call 1: expected R1 refused: PeerClosed, seen R1 accepted",
        ACCEPT,
        new Step.Leaves(),
        ASKS);
  }

  @Test
  @Race("R11")
  void an_entry_stays_after_its_time_or_the_end() {
    caught(
        MachineFault.LEAKS_REQUESTS,
        "request R1: expected timed out, seen open",
        ACCEPT,
        new Step.Ask(Patience.ASK_SHORT),
        new Step.Wait(3));
    caught(
        MachineFault.REQUESTS_SURVIVE_THE_END,
        "request R1: expected lost: PeerClosed, seen open",
        ACCEPT,
        ASKS,
        new Step.Leaves());
  }

  @Test
  @Race("R11")
  void an_answer_goes_to_whoever_asked_last() {
    caught(
        MachineFault.ANSWERS_WHOEVER_ASKED_LAST,
        "request R2: expected open, seen answered approve",
        ACCEPT,
        ASKS,
        ASKS,
        says(Word.ANSWER_FIRST));
  }

  @Test
  @Race("O16")
  void a_cancel_leaves_requests_waiting() {
    caught(
        MachineFault.CANCEL_LEAVES_REQUESTS,
        "request R1: expected called off, seen open",
        ACCEPT,
        ASKS,
        says(Word.CANCEL));
  }

  // Ending.

  @Test
  @Race({"R4", "R15", "O17"})
  void connect_send_and_close_in_one_go_loses_the_message() {
    caught(
        MachineFault.CLOSE_DROPS_QUEUE,
        "outcome of A1: expected written, seen failed: DrainTimedOut",
        A,
        CLOSES,
        ACCEPT);
  }

  @Test
  @Race({"R15", "O17"})
  void a_close_drops_what_a_slow_reader_has_not_taken() {
    caught(
        RaceFault.CLOSE_HANGS_UP,
        "outcome of C5: expected written, seen failed: DrainTimedOut",
        narrow(),
        ACCEPT,
        new Step.StopsReading(),
        new Step.AllSend(),
        CLOSES,
        new Step.ReadsOn());
  }

  @Test
  @Race("O8")
  void what_an_error_stopped_during_the_flush_vanishes() {
    caught(
        RaceFault.FLUSH_SWALLOWS_ERRORS,
        "outcome of C5: expected failed: PeerClosed, seen open",
        narrow(),
        new Step.AllSend(),
        new Step.StopsReading(),
        ACCEPT,
        new Step.Breaks());
  }

  @Test
  @Race("O11")
  void the_queue_takes_whatever_comes() {
    ClientSubject.Factory unbounded =
        options ->
            ClientSubject.real(
                HandfastClient.builder(options.socket())
                    .from(options)
                    .queue(new QueueLimit(Integer.MAX_VALUE, Integer.MAX_VALUE))
                    .build());
    Caught.in(
        EVIDENCE,
        "wiring/TAKES_WHATEVER_COMES",
        new Script(
            new Surroundings(Arrival.UP, Room.THREE, Pipe.WIDE, Surroundings.WHOLE),
            List.of(A, A, A, A)),
        unbounded,
        "call 4: expected A4 refused: full, seen A4 accepted");
  }
}
