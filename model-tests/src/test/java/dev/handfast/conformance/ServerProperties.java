package dev.handfast.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.Rule;
import dev.handfast.conformance.reference.ReferenceServer;
import dev.handfast.conformance.replay.Recording;
import dev.handfast.conformance.replay.Stage;
import dev.handfast.conformance.replay.Where;
import dev.handfast.conformance.script.ServerAccount;
import dev.handfast.conformance.script.ServerCorner;
import dev.handfast.conformance.script.ServerCorners;
import dev.handfast.conformance.script.ServerScript;
import dev.handfast.conformance.script.ServerStep;
import dev.handfast.conformance.script.Surroundings;
import dev.handfast.conformance.story.Played;
import dev.handfast.conformance.story.Story;
import dev.handfast.conformance.world.ServerWorld;
import dev.handfast.evidence.Evidence;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.AfterContainer;

/// Whatever four connections, the verdicts, the handlers and the program do, in any order: the
/// server does what the reference says.
@AddLifecycleHook(SeedInReport.class)
class ServerProperties {
  private static final Evidence EVIDENCE = Evidence.of(ServerProperties.class);

  /// Enough tries to reach every corner.
  private static final int ENOUGH = 900;

  private static final Map<ServerCorner, Integer> REACHED = new EnumMap<>(ServerCorner.class);
  private static int tries;

  @AfterContainer
  static void every_corner_was_reached() {
    EVIDENCE.figure("scripts, server in memory", tries);
    System.out.println("server in memory: " + tries + " scripts, reached " + REACHED);
    if (tries >= ENOUGH) {
      assertThat(REACHED).containsOnlyKeys(ServerCorner.values());
    }
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  @Rule({"HF-9", "HF-10", "HF-13", "HF-14", "HF-15", "HF-16", "HF-17", "HF-20", "HF-21", "HF-27"})
  void any_order_of_events_agrees_with_the_reference(@ForAll("lives") ServerScript script) {
    tries++;
    ServerScript whole = script.toTheEnd();
    ServerCorners.of(whole, ReferenceServer.course(whole))
        .forEach(corner -> REACHED.merge(corner, 1, Integer::sum));
    Agreement.check(script, Recording.ServerLife::new, Stage.of(Where.MEMORY)::play);
  }

  /// 100 lives: what differs would differ in nearly every one.
  @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
  void each_beginning_of_a_life_is_told_as_if_it_were_all(@ForAll("lives") ServerScript script) {
    ServerScript whole = script.toTheEnd();
    List<ServerAccount> course = ReferenceServer.course(whole);
    for (int i = 0; i < course.size(); i++) {
      assertThat(course.get(i)).isEqualTo(ReferenceServer.account(whole.upTo(i)));
    }
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  @Rule("HF-18")
  void any_chunking_gives_the_same_account(@ForAll("lives") ServerScript script) {
    Agreement.check(
        script,
        Recording.ServerLife::new,
        any -> {
          ServerScript whole = any.inChunksOf(Surroundings.WHOLE).toTheEnd();
          var story = new Story();
          ServerAccount seen =
              ServerWorld.play(whole.inChunksOf(1), UnaryOperator.identity(), story);
          return new Played(ServerWorld.play(whole).differences(seen), story);
        });
  }

  @Property(edgeCases = EdgeCasesMode.NONE, tries = 300)
  @Rule({"HF-4", "HF-5", "HF-9"})
  void callbacks_on_the_reader_give_the_same_account(@ForAll("lives") ServerScript script) {
    Agreement.check(
        script,
        Recording.ServerLife::new,
        any -> {
          ServerScript restless = restless(any.toTheEnd());
          var story = new Story();
          ServerAccount seen = ServerWorld.playOnReader(restless, story);
          return new Played(ServerWorld.play(restless).differences(seen), story);
        });
  }

  /// Handlers that rest have threads of their own; and what is said in one go is heard in one.
  private static ServerScript restless(ServerScript any) {
    return new ServerScript(
        any.duplicates(),
        any.limit(),
        Surroundings.WHOLE,
        any.steps().stream()
            .filter(step -> !(step instanceof ServerStep.HandlersRest))
            .filter(step -> !(step instanceof ServerStep.HandlersWork))
            .toList());
  }

  @Provide
  Arbitrary<ServerScript> lives() {
    return ServerLives.all();
  }
}
