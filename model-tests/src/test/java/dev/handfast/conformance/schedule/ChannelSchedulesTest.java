package dev.handfast.conformance.schedule;

import static dev.handfast.conformance.schedule.Surgery.both;
import static dev.handfast.conformance.schedule.Surgery.call;
import static dev.handfast.conformance.schedule.Surgery.field;
import static dev.handfast.conformance.schedule.Surgery.redirecting;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.Rule;
import dev.handfast.conformance.scenario.ChannelRaces;
import dev.handfast.transport.ChannelLinkAsks;
import java.lang.classfile.Opcode;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whoever wins a race, the link and the listener of real sockets do what their callers want.
@Tag("schedules")
class ChannelSchedulesTest {
  private static final String LINK = "dev/handfast/transport/ChannelLink";
  private static final String LISTENER = "dev/handfast/transport/ListeningChannel";

  private static final int PREEMPTIONS =
      Integer.getInteger("handfast.preemptions", Boolean.getBoolean("handfast.deep") ? 2 : 1);

  /// 1,000,000 schedules: some times what the longest race takes with two preemptions.
  private static final int EXHAUSTIVE = 1_000_000;

  static List<Scenario> races() {
    return new Loom(Loom.Change.NONE).scenarios(ChannelRaces.class.getName());
  }

  @ParameterizedTest
  @MethodSource("races")
  @Rule({"HF-1", "HF-3", "HF-5", "HF-7", "HF-12"})
  void no_schedule_with_few_preemptions_breaks_a_promise(Scenario race) {
    Outcome outcome = new Explorer(race).exhaust(PREEMPTIONS, EXHAUSTIVE);
    System.out.printf(
        "over channels, %s: every schedule with at most %d preemptions; %s%n",
        race.title(), PREEMPTIONS, outcome);
    assertThat(outcome.failure()).isEmpty();
    assertThat(outcome.exhausted()).isEqualTo(PREEMPTIONS);
  }

  @Test
  void a_link_that_notes_behind_its_asking_that_it_asked_is_caught() {
    assertCaught(
        both(
            redirecting(
                LINK, "askForTurn", "compareAndSet", ChannelLinkAsks.class, "compareAndSet"),
            redirecting(LINK, "askForTurn", "execute", ChannelLinkAsks.class, "execute")),
        ChannelRaces.TWO_SENDERS_AND_A_PONG,
        Finding.Kind.LOST);
  }

  @Test
  void a_link_that_forgets_who_wakes_it_during_its_turn_is_caught() {
    ClassDesc link = ClassDesc.ofInternalName(LINK);
    assertCaught(
        both(
            new Surgery(
                LINK,
                "tellWritable",
                field(Opcode.PUTFIELD, "wantsTurn"),
                (code, _) -> code.pop2()),
            new Surgery(
                LINK,
                "tellWritable",
                call("writable"),
                (code, tells) ->
                    code.with(tells)
                        .aload(0)
                        .iconst_0()
                        .putfield(link, "wantsTurn", ConstantDescs.CD_boolean))),
        ChannelRaces.TWO_SENDERS_AND_A_PONG,
        Finding.Kind.LOST);
  }

  /// The loop would be told of the newcomer for ever.
  @Test
  void a_closed_listener_that_still_asks_who_comes_is_caught() {
    assertCaught(
        new Surgery(LISTENER, "ready", call("interestOps"), (code, _) -> code.pop()),
        ChannelRaces.A_NEWCOMER_AGAINST_STOP,
        Finding.Kind.STUCK);
  }

  private static void assertCaught(Loom.Change change, ChannelRaces in, Finding.Kind wanted) {
    assertThat(new Explorer(Lab.scenario(change, in)).exhaust(2, EXHAUSTIVE).failure())
        .hasValueSatisfying(
            failure -> {
              assertThat(failure.findings()).extracting(Finding::kind).containsOnly(wanted);
              System.out.printf("over channels, a mutant: %s%n", failure.findings());
            });
  }
}
