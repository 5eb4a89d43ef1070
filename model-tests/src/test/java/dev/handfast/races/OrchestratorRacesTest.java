package dev.handfast.races;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.Race;
import dev.handfast.Rule;
import dev.handfast.SocketPath;
import dev.handfast.conformance.Until;
import dev.handfast.evidence.Evidence;
import dev.handfast.evidence.Rung;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/// The races of an orchestrator's side, over a real socket: what a check sees of the real one, of a
/// plain one, and of the plain one with the flaw.
class OrchestratorRacesTest {
  private static final Evidence EVIDENCE = Evidence.of(OrchestratorRacesTest.class);

  /// 10 s are for a machine that does other things.
  private static final Duration LONG = Duration.ofSeconds(10);

  /// What a flaw that shows as silence may cost.
  private static final Duration SHORT = Duration.ofMillis(400);

  /// 200 ms for a handshake whose bytes drip, ten of them to a deadline.
  private static final long DRIPPED_MILLIS = 200;

  private static final Duration PACE = Duration.ofMillis(20);

  /// 100 tries to find a second in which the machine does not stand still.
  private static final int MANY = 100;

  /// What is seen of a flaw where nothing comes.
  private static final Set<String> SILENCE = Set.of(Dialler.NOTHING, "waits", "still there");

  @TempDir private Path folder;
  private final Deque<Runnable> atTheEnd = new ArrayDeque<>();
  private int sockets;

  /// Which rules the check checks.
  private List<String> rules = List.of();

  @BeforeEach
  void read(TestInfo test) {
    rules = List.of(test.getTestMethod().orElseThrow().getAnnotation(Rule.class).value());
  }

  @AfterEach
  void cleanUp() {
    atTheEnd.forEach(Runnable::run);
  }

  /// A place to look from.
  private final class Seat {
    private final Orchestrator house;
    private final Rig rig;
    private final Duration patience;

    private Seat(Orchestrator house, Rig rig, Duration patience) {
      this.house = house;
      this.rig = rig;
      this.patience = patience;
    }

    private Dialler dial() {
      return keep(Dialler.to(rig.path(), patience).readOn());
    }

    private Dialler dialDeaf() {
      return keep(Dialler.to(rig.path(), patience));
    }

    private Dialler keep(Dialler dialler) {
      atTheEnd.push(dialler::close);
      return dialler;
    }

    private void awaits(String note) {
      Until.comes(note, () -> rig.told().contains(note));
    }
  }

  private void race(Flaw flaw, Function<Seat, String> check, String right, String wrong) {
    race(flaw, rig -> rig, check, right, wrong);
  }

  private void race(
      Flaw flaw,
      UnaryOperator<Rig> terms,
      Function<Seat, String> check,
      String right,
      String wrong) {
    assertThat(look(Orchestrator::real, terms, LONG, check)).as("the real one").isEqualTo(right);
    assertThat(look(PlainOrchestrator::right, terms, LONG, check))
        .as("the plain one")
        .isEqualTo(right);
    Duration patience = SILENCE.contains(wrong) ? SHORT : LONG;
    assertThat(look(rig -> PlainOrchestrator.with(flaw, rig), terms, patience, check))
        .as("the plain one with %s", flaw)
        .isEqualTo(wrong);
    EVIDENCE.killed(
        "flaw/" + flaw, Rung.RACES, rules, 1, "right is %s; seen %s".formatted(right, wrong));
  }

  private String look(
      Function<Rig, Orchestrator> start,
      UnaryOperator<Rig> terms,
      Duration patience,
      Function<Seat, String> check) {
    Rig rig = terms.apply(Rig.at(SocketPath.of(folder.resolve("s" + ++sockets))));
    Orchestrator house = start.apply(rig);
    atTheEnd.addLast(() -> rig.permits().release(9));
    atTheEnd.addLast(house::stop);
    return check.apply(new Seat(house, rig, patience));
  }

  // Joining.

  @Test
  @Race("O4")
  @Rule("HF-13")
  void what_comes_before_the_handshake_reaches_a_handler() {
    race(
        Flaw.DELIVERS_BEFORE_THE_HANDSHAKE,
        seat -> {
          boolean _ = seat.dial().say(Frames.log("ann", "early")).barrier();
          return seat.rig.told().toString();
        },
        "[]",
        "[log  early]");
  }

  @Test
  @Race({"R5", "R8"})
  @Rule("HF-18")
  void what_shares_the_chunk_of_the_handshake_is_lost() {
    race(
        Flaw.READS_ONE_LINE_A_CHUNK,
        seat -> {
          Dialler ann = seat.dial();
          ann.say(Frames.hello("\"ann\"") + Frames.log("ann", "one"));
          assertThat(ann.nextWord()).isEqualTo("accepted");
          ann.say(Frames.log("ann", "two"));
          seat.awaits("log ann two");
          return seat.rig.told().toString();
        },
        "[joined ann, log ann one, log ann two]",
        "[joined ann, log ann two]");
  }

  @Test
  @Race("R6")
  @Rule("HF-29")
  void a_message_counts_only_behind_a_third_one() {
    race(
        Flaw.WANTS_A_THIRD_MESSAGE,
        seat -> {
          Dialler ann = seat.dial().join("ann").say(Frames.log("ann", "one"));
          boolean _ = ann.barrier();
          ann.say(Frames.log("ann", "two"));
          seat.awaits("log ann two");
          return seat.rig.told().toString();
        },
        "[joined ann, log ann one, log ann two]",
        "[joined ann, log ann two]");
  }

  @Test
  @Race("R7")
  @Rule({"HF-9", "HF-15"})
  void a_second_handshake_is_taken_and_an_early_ping_is_not() {
    race(
        Flaw.ACCEPTS_A_SECOND_HANDSHAKE,
        seat -> seat.dial().join("ann").say(Frames.hello("\"bob\"")).nextWord(),
        "duplicate_handshake",
        "accepted");
    race(
        Flaw.DEAF_BEFORE_THE_HANDSHAKE,
        seat -> seat.dial().say(Frames.ping()).nextWord(),
        "pong",
        Dialler.NOTHING);
  }

  @Test
  @Race({"R5", "H1"})
  @Rule("HF-14")
  void a_broadcast_overtakes_the_ack() {
    race(
        Flaw.REGISTERS_BEFORE_THE_ACK,
        seat -> {
          seat.rig.meanwhile().set(() -> seat.house.broadcast("news"));
          return seat.dial().say(Frames.hello("\"ann\"")).nextWord();
        },
        "accepted",
        "inject_context");
  }

  @Test
  @Race("R9")
  @Rule("HF-16")
  void a_silent_peer_keeps_others_from_being_accepted() {
    race(
        Flaw.SHAKES_HANDS_WHILE_ACCEPTING,
        seat -> {
          Dialler _ = seat.dial();
          return seat.dial().say(Frames.hello("\"ann\"")).nextWord();
        },
        "accepted",
        Dialler.NOTHING);
  }

  @Test
  @Race("R9")
  @Rule("HF-16")
  void dripping_bytes_move_the_deadline() {
    race(
        Flaw.DEADLINE_PER_READ,
        rig -> rig.handshakesIn(DRIPPED_MILLIS),
        seat -> {
          Optional<String> seen = Optional.empty();
          for (int i = 0; i < MANY && seen.isEmpty(); i++) {
            seen = drips(seat.dial());
          }
          return seen.orElse("a machine that always stands still");
        },
        "turned away",
        "still there");
  }

  /// Five deadlines of drips; empty where the machine stood still between two of them, for then a
  /// deadline of each read is over, too.
  private static Optional<String> drips(Dialler dripping) {
    long said = System.nanoTime();
    for (long began = said; said - began < 5 * MILLISECONDS.toNanos(DRIPPED_MILLIS); ) {
      String heard = dripping.say(" ").next(PACE);
      long pause = System.nanoTime() - said;
      if (pause > MILLISECONDS.toNanos(DRIPPED_MILLIS) / 2) {
        return Optional.empty();
      }
      if (!heard.equals(Dialler.NOTHING)) {
        return Optional.of("turned away");
      }
      said += pause;
    }
    return Optional.of("still there");
  }

  @Test
  @Race("O10")
  @Rule("HF-16")
  void a_handshake_takes_for_ever() {
    race(
        Flaw.NO_DEADLINE,
        rig -> rig.handshakesIn(100),
        seat -> seat.dial().next().equals(Dialler.NOTHING) ? "still there" : "turned away",
        "turned away",
        "still there");
  }

  // Names.

  @Test
  @Race({"R12", "O3"})
  @Rule("HF-15")
  void the_end_of_an_old_connection_takes_the_name_from_the_new_one() {
    race(
        Flaw.UNREGISTERS_BY_NAME,
        Rig::replacing,
        seat -> {
          Dialler _ = seat.dial().join("ann");
          Dialler second = seat.dial().join("ann");
          seat.awaits("left ann");
          return seat.house.order("ann", "news") ? second.nextWord() : "nobody of that name";
        },
        "inject_context",
        "nobody of that name");
  }

  @Test
  @Race("O21")
  @Rule("HF-15")
  void a_handshake_for_a_live_workers_name_is_accepted() {
    race(
        Flaw.ACCEPTS_DUPLICATES,
        seat -> {
          Dialler _ = seat.dial().join("ann");
          return seat.dial().say(Frames.hello("\"ann\"")).nextWord();
        },
        "refused",
        "accepted");
  }

  @Test
  @Race("O21")
  @Rule("HF-15")
  void an_answer_goes_to_the_second_of_a_name() {
    race(
        Flaw.ANSWERS_BY_NAME,
        Rig::replacing,
        seat -> {
          Dialler _ = seat.dial().join("ann").say(Frames.ask("ann", "q1"));
          Until.comes("the first request", () -> seat.rig.permits().getQueueLength() == 1);
          Dialler second = seat.dial().join("ann").say(Frames.ask("ann", "q2"));
          Until.comes("the second request", () -> seat.rig.permits().getQueueLength() == 2);
          seat.rig.permits().release();
          seat.awaits("decided q1");
          seat.rig.permits().release();
          return Frames.field(second.next(), "requestId");
        },
        "q2",
        "q1");
  }

  @Test
  @Race("O12")
  @Rule("HF-15")
  void a_worker_speaks_under_anothers_name() {
    race(
        Flaw.TAKES_ANY_NAME,
        seat -> {
          boolean stands = seat.dial().join("ann").say(Frames.log("bob", "hi")).barrier();
          seat.awaits(stands ? "log bob hi" : "left ann");
          return seat.rig.told().toString();
        },
        "[joined ann, left ann]",
        "[joined ann, log bob hi]");
  }

  @Test
  @Race("O21")
  @Rule("HF-17")
  void anything_is_a_name() {
    race(
        Flaw.TAKES_ANY_ID,
        seat -> {
          var verdicts = new ArrayList<String>();
          String much = "\"" + "x".repeat(100_000) + "\"";
          for (String id : List.of("\"\"", "null", "7", "{}", much)) {
            verdicts.add(
                seat.dial().say(Frames.hello(id)).nextWord().equals("accepted") ? "in" : "out");
          }
          return verdicts.toString();
        },
        "[out, out, out, out, out]",
        "[in, in, in, in, in]");
  }

  // Bytes.

  @Test
  @Race({"R18", "O5"})
  @Rule("HF-18")
  void a_character_that_is_cut_by_two_chunks_becomes_two_others() {
    byte[] log = Frames.log("ann", "é").getBytes(StandardCharsets.UTF_8);
    int cut = new String(log, StandardCharsets.ISO_8859_1).indexOf('\u00c3') + 1;
    byte[] ping = Frames.ping().getBytes(StandardCharsets.UTF_8);
    byte[] first = new byte[ping.length + cut];
    System.arraycopy(ping, 0, first, 0, ping.length);
    System.arraycopy(log, 0, first, ping.length, cut);
    race(
        Flaw.DECODES_EACH_CHUNK,
        seat -> {
          Dialler ann = seat.dial().join("ann").say(first);
          assertThat(ann.nextWord()).as("half a character was read").isEqualTo("pong");
          ann.say(java.util.Arrays.copyOfRange(log, cut, log.length));
          Until.comes("the log", () -> seat.rig.told().size() == 2);
          return seat.rig.told().get(1);
        },
        "log ann é",
        "log ann \ufffd\ufffd");
  }

  @Test
  @Race({"R18", "O11", "O20"})
  @Rule("HF-17")
  void a_stranger_makes_us_hold_a_line_without_end() {
    race(
        Flaw.NO_LINE_LIMIT,
        seat -> seat.dial().say("x".repeat(300_000) + "\n" + Frames.ping()).nextWord(),
        "frame_too_long",
        "pong");
  }

  @Test
  @Race("O11")
  @Rule("HF-11")
  void what_a_slow_reader_does_not_take_is_kept_without_bound() {
    race(
        Flaw.UNBOUNDED_OUTPUT,
        rig -> rig.withRoomFor(10).stopsIn(1),
        seat -> {
          Dialler ann = seat.dialDeaf().say(Frames.hello("\"ann\""));
          seat.awaits("joined ann");
          Until.comes("the name", () -> seat.house.order("ann", "news"));
          String text = "x".repeat(20_000);
          int taken = 0;
          while (taken < 500 && seat.house.order("ann", text)) {
            taken++;
          }
          ann.close();
          return taken < 500 ? "refused" : "kept";
        },
        "refused",
        "kept");
  }

  // Ending.

  @Test
  @Race("O10")
  @Rule("HF-14")
  void left_is_told_twice() {
    race(
        Flaw.LEFT_TWICE,
        seat -> {
          seat.dial().join("ann").close();
          seat.awaits("left ann");
          seat.dial().join("bob").close();
          seat.awaits("left bob");
          return "" + seat.rig.told().stream().filter("left ann"::equals).count();
        },
        "1",
        "2");
  }

  @Test
  @Race("O21")
  @Rule("HF-10")
  void a_send_to_a_worker_that_has_gone_succeeds() {
    race(
        Flaw.SENDS_TO_THE_DEAD,
        seat -> {
          seat.dial().join("ann").close();
          seat.awaits("left ann");
          return seat.house.order("ann", "news") + "";
        },
        "false",
        "true");
  }

  @Test
  @Race("O21")
  @Rule("HF-20")
  void a_stop_waits_for_a_connection_that_never_shook_hands() {
    race(
        Flaw.STOP_WAITS_FOR_STRANGERS,
        rig -> rig.stopsIn(100),
        seat -> {
          Dialler stranger = seat.keep(Dialler.to(seat.rig.path(), LONG).readOn());
          assertThat(stranger.barrier()).isTrue();
          CompletableFuture<Void> stopped = CompletableFuture.runAsync(seat.house::stop);
          String seen =
              stopped
                  .handle((_, _) -> "over")
                  .completeOnTimeout("waits", seat.patience.toMillis(), MILLISECONDS)
                  .join();
          stranger.close();
          stopped.join();
          return seen;
        },
        "over",
        "waits");
  }

  @Test
  @Race({"R15", "O17", "O21"})
  @Rule("HF-12")
  void a_stop_drops_what_waits() {
    race(
        Flaw.STOP_DROPS,
        seat -> {
          Dialler ann = seat.dialDeaf().say(Frames.hello("\"ann\""));
          seat.awaits("joined ann");
          Until.comes("the name", () -> seat.house.order("ann", "news"));
          String text = "x".repeat(20_000);
          for (int i = 1; i < 100; i++) {
            assertThat(seat.house.order("ann", text)).isTrue();
          }
          CompletableFuture<Void> stopped = CompletableFuture.runAsync(seat.house::stop);
          Until.comes("the stop", () -> Files.notExists(Path.of(seat.rig.path().toString())));
          Dialler _ = ann.readOn();
          int heard = 0;
          for (String word = ann.nextWord(); !word.equals(Dialler.END); word = ann.nextWord()) {
            heard += word.equals("inject_context") ? 1 : 0;
          }
          ann.close();
          stopped.join();
          return heard == 100 ? "all" : "some";
        },
        "all",
        "some");
  }
}
