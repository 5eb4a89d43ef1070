package dev.handfast.conformance.walk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.Rule;
import dev.handfast.conformance.replay.Where;
import dev.handfast.conformance.world.ClientSubject;
import dev.handfast.evidence.Evidence;
import dev.handfast.evidence.Rung;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import net.automatalib.automaton.transducer.impl.CompactMealy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every machine that is wrong in one transition, of every view of the client and of the server, is
/// told from the right one by what the build plays with the real ones: the walks over pairs, and
/// some words more.
class TableMutantsTest {
  private static final Evidence EVIDENCE = Evidence.of(TableMutantsTest.class);
  private static final int WHOLE = 1 << 16;

  @ParameterizedTest
  @EnumSource
  @Rule({"HF-5", "HF-7", "HF-12", "HF-32"})
  void a_client_with_one_wrong_transition_is_noticed(ClientView view) {
    areNoticed(
        view.name(),
        Observable.of(view),
        MemoryOutside.rooms(WHOLE, view.overflow(), ClientSubject::real),
        stimuli -> WalkScript.of(view, stimuli));
  }

  @Test
  @Rule({"HF-14", "HF-15", "HF-17"})
  void a_server_with_one_wrong_transition_is_noticed() {
    areNoticed(
        "SERVER",
        Observable.of(ServerScene.connected(), EnumSet.allOf(ServerStimulus.class)),
        MemoryOutside.sessions(WHOLE),
        WalkScript::of);
  }

  /// What the pairs do not notice is noticed by words more, over which the real one goes here.
  private static <I> void areNoticed(
      String name,
      CompactMealy<I, String> machine,
      Room.Factory<I> rooms,
      Function<List<I>, WalkScript> script) {
    var table = new Table<>(machine).with(Walks.overPairs(machine));
    List<List<I>> more = table.noticeTransfers();
    if (!more.isEmpty()) {
      new Ground<>(
              name + ", words that the pairs leave", machine, rooms, Where.MEMORY, script, EVIDENCE)
          .each(more);
    }
    areNoticed("table/" + name + "_OUTPUTS", table, table.outputs());
    areNoticed("table/" + name + "_TRANSFERS", table, table.transfers());
  }

  private static <I> void areNoticed(String id, Table<I> table, Stream<Table.Wrong<I>> mutants) {
    var survivors = new ArrayList<Table.Wrong<I>>();
    int[] count = new int[2];
    mutants.forEach(
        wrong -> {
          count[0]++;
          int steps = table.steps(wrong);
          count[1] = Math.max(count[1], steps);
          if (steps == Table.UNNOTICED) {
            survivors.add(wrong);
          }
        });
    int all = survivors.size();
    survivors.removeIf(table::isEquivalent);
    String counted =
        "%d mutants, of them equivalent %d, noticed %d"
            .formatted(count[0], all - survivors.size(), count[0] - all);
    System.out.println(id + ": " + counted + ", not noticed " + survivors.size());
    EVIDENCE.figure("mutants, " + id, counted);
    if (survivors.isEmpty()) {
      EVIDENCE.killed(id, Rung.WALKS, List.of("every cell"), count[1], counted);
    } else {
      EVIDENCE.blind(id, Rung.WALKS, survivors.size() + " are not noticed");
    }
    assertThat(count[0]).as("mutants of %s", id).isPositive();
    assertThat(survivors).as("%s that no walk over pairs notices", id).isEmpty();
  }
}
