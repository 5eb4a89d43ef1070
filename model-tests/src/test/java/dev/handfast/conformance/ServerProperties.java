package dev.handfast.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.Rule;
import dev.handfast.conformance.reference.ReferenceServer;
import dev.handfast.conformance.replay.Recording;
import dev.handfast.conformance.replay.Stage;
import dev.handfast.conformance.replay.Where;
import dev.handfast.conformance.script.ServerAccount;
import dev.handfast.conformance.script.ServerMenu;
import dev.handfast.conformance.script.ServerScript;
import dev.handfast.conformance.script.Surroundings;
import dev.handfast.conformance.story.Played;
import dev.handfast.conformance.story.Story;
import dev.handfast.conformance.world.ServerWorld;
import dev.handfast.evidence.Evidence;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.AfterContainer;

/// Whatever four connections, the verdicts, the handlers and the program do, in any order: the
/// server does what the reference says.
@AddLifecycleHook(SeedInReport.class)
class ServerProperties {
  private static final Evidence EVIDENCE = Evidence.of(ServerProperties.class);

  /// What has to be seen somewhere, or nothing is said about it.
  private static final List<String> CORNERS =
      List.of(
          "accept",
          "refuse",
          "answer",
          "pong",
          "ping",
          "inject_context",
          "cancel",
          "log",
          "left PeerClosed",
          "left ClosedLocally",
          "left Superseded",
          "left PeerSilent",
          "left PeerReported",
          "left PeerMisbehaved child_id_mismatch",
          "left PeerMisbehaved duplicate_request",
          "left PeerMisbehaved duplicate_handshake",
          "left PeerMisbehaved wrong_direction",
          "left PeerMisbehaved invalid_json",
          "protocol_error handshake_expected",
          "protocol_error invalid_value",
          "two sessions of one name");

  /// Enough tries to reach every corner.
  private static final int ENOUGH = 900;

  private static final Map<String, Integer> REACHED = new TreeMap<>();
  private static int tries;

  @AfterContainer
  static void every_corner_was_reached() {
    EVIDENCE.figure("scripts, server in memory", tries);
    System.out.println("server in memory: " + tries + " scripts, reached " + REACHED);
    if (tries >= ENOUGH) {
      assertThat(REACHED).containsOnlyKeys(CORNERS);
    }
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  @Rule({"HF-9", "HF-10", "HF-13", "HF-14", "HF-15", "HF-16", "HF-17", "HF-20", "HF-21", "HF-27"})
  void any_order_of_events_agrees_with_the_reference(@ForAll("lives") ServerScript script) {
    tries++;
    note(ReferenceServer.account(script.toTheEnd()));
    Agreement.check(script, Recording.ServerLife::new, Stage.of(Where.MEMORY)::play);
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

  private static void note(ServerAccount account) {
    String all = account.frames() + " " + account.sessions();
    for (String corner : CORNERS) {
      if (all.contains(corner)) {
        REACHED.merge(corner, 1, Integer::sum);
      }
    }
    if (account.sessions().containsKey("ann/2")) {
      REACHED.merge("two sessions of one name", 1, Integer::sum);
    }
  }

  @Provide
  Arbitrary<ServerScript> lives() {
    var steps =
        Arbitraries.frequency(
            ServerMenu.DISHES.stream().map(dish -> Tuple.of(dish.weight(), dish.step())).toList());
    var joined =
        Arbitraries.integers()
            .between(0, ServerScript.CONNECTIONS - 1)
            .list()
            .ofMaxSize(ServerScript.CONNECTIONS - 1);
    return Combinators.combine(
            Arbitraries.of(ServerMenu.PLACES),
            joined,
            steps.list().ofMaxSize(ServerMenu.MOST_STEPS))
        .as(
            (place, first, then) ->
                place.with(
                    Stream.concat(
                            first.stream().map(ServerMenu::joining).flatMap(List::stream),
                            then.stream())
                        .toList()));
  }
}
