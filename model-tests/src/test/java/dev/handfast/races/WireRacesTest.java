package dev.handfast.races;

import static dev.handfast.conformance.script.Step.says;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.Race;
import dev.handfast.conformance.WireFault;
import dev.handfast.conformance.script.Caller;
import dev.handfast.conformance.script.Script;
import dev.handfast.conformance.script.Step;
import dev.handfast.conformance.script.Surroundings;
import dev.handfast.conformance.script.Surroundings.Arrival;
import dev.handfast.conformance.script.Surroundings.Pipe;
import dev.handfast.conformance.script.Surroundings.Room;
import dev.handfast.conformance.script.Word;
import dev.handfast.conformance.world.ClientSubject;
import dev.handfast.evidence.Evidence;
import dev.handfast.transport.Transport;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// The races between a worker and its bytes: a short life that shows each, without it and with it.
class WireRacesTest {
  private static final Evidence EVIDENCE = Evidence.of(WireRacesTest.class);
  private static final Step A = new Step.Send(Caller.A);
  private static final Step ACCEPT = says(Word.ACCEPT);

  @Test
  @Race({"R8", "O6"})
  void what_shares_the_chunk_of_the_ack_is_lost() {
    Caught.onTheWire(
        EVIDENCE,
        WireFault.READS_ONE_LINE_A_CHUNK.id("wire"),
        Script.of(says(Word.ACCEPT, Word.PING)),
        WireFault.READS_ONE_LINE_A_CHUNK::around,
        "frame 2: expected pong, seen nothing");
  }

  @Test
  @Race("R18")
  void the_end_of_a_chunk_is_taken_for_the_end_of_a_line() {
    Caught.onTheWire(
        EVIDENCE,
        WireFault.FORGETS_CUT_LINES.id("wire"),
        new Script(new Surroundings(Arrival.UP, Room.ROOMY, Pipe.WIDE, 7), List.of(ACCEPT)),
        WireFault.FORGETS_CUT_LINES::around,
        "phase after step 1: expected Ready, seen Closed");
  }

  @Test
  @Race("R10")
  void the_bytes_of_two_senders_run_into_each_other() {
    Caught.onTheWire(
        EVIDENCE,
        "wiring/INTERLEAVES_FRAMES",
        Script.of(A, A, ACCEPT),
        Tampered::interleaving,
        "frame 3: expected log A2, seen ");
  }

  @Test
  @Race("R16")
  void nothing_is_read_while_something_waits_to_be_written() {
    Caught.onTheWire(
        EVIDENCE,
        "wiring/READS_LAST",
        new Script(
            new Surroundings(Arrival.UP, Room.ROOMY, Pipe.NARROW, Surroundings.WHOLE),
            List.of(ACCEPT, new Step.StopsReading(), new Step.AllSend(), says(Word.CONTEXT))),
        Tampered::readingLast,
        "callback 2: expected context, seen nothing");
  }

  @Test
  @Race({"R17", "O18"})
  void half_a_line_of_the_first_connection_is_glued_to_the_second_ones_ack() {
    UnaryOperator<Transport> gluing = Tampered.gluing();
    var first = Script.of(ACCEPT, says(Word.HALF_PING), new Step.Leaves());
    assertThat(Caught.differences(first, ClientSubject::real, gluing)).isEmpty();

    Caught.onTheWire(
        EVIDENCE,
        "wiring/GLUES_CONNECTIONS",
        Script.of(ACCEPT),
        gluing,
        "phase after step 1: expected Ready, seen Closed");
  }

  @Test
  @Race("O14")
  void a_word_is_taken_for_an_acceptance_and_a_doubt_for_an_approval() {
    Caught.onTheWire(
        EVIDENCE,
        "wiring/TAKES_A_WORD_FOR_TRUE",
        Script.of(says(Word.ACCEPT_IN_WORDS)),
        real -> Tampered.benevolent(real, "\"accepted\":\"true\"", "\"accepted\":true"),
        "phase after step 1: expected Closed, seen Ready");
    Caught.onTheWire(
        EVIDENCE,
        "wiring/TAKES_A_DOUBT_FOR_APPROVAL",
        Script.of(
            ACCEPT,
            new Step.Ask(dev.handfast.conformance.script.Patience.ASK_LONG),
            says(Word.ODD_ANSWER)),
        real -> Tampered.benevolent(real, "\"yes\"", "\"approve\""),
        "request R1: expected lost: PeerMisbehaved invalid_value, seen answered approve");
  }
}
