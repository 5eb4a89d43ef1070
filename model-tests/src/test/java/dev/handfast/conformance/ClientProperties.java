package dev.handfast.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.CallbackThread;
import dev.handfast.Rule;
import dev.handfast.client.HandfastClient;
import dev.handfast.conformance.reference.ReferenceClient;
import dev.handfast.conformance.replay.Recording;
import dev.handfast.conformance.script.Account;
import dev.handfast.conformance.script.Corner;
import dev.handfast.conformance.script.Corners;
import dev.handfast.conformance.script.Script;
import dev.handfast.conformance.script.Surroundings;
import dev.handfast.conformance.script.Surroundings.Arrival;
import dev.handfast.conformance.script.Surroundings.Pipe;
import dev.handfast.conformance.script.Surroundings.Room;
import dev.handfast.conformance.story.Played;
import dev.handfast.conformance.story.Story;
import dev.handfast.conformance.verdict.Breach;
import dev.handfast.conformance.verdict.Deeds;
import dev.handfast.conformance.world.ClientSubject;
import dev.handfast.conformance.world.ClientWorld;
import dev.handfast.evidence.Evidence;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.AfterContainer;

/// Whatever program, peer, clock and connection do, in any order: the client does what the
/// reference says.
@AddLifecycleHook(SeedInReport.class)
class ClientProperties {
  private static final Evidence EVIDENCE = Evidence.of(ClientProperties.class);

  @Property(edgeCases = EdgeCasesMode.NONE)
  @Rule({
    "HF-1", "HF-2", "HF-3", "HF-4", "HF-5", "HF-6", "HF-7", "HF-8", "HF-9", "HF-10", "HF-17",
    "HF-26"
  })
  void any_order_of_events_agrees_with_the_reference(@ForAll("undisturbed") Script script) {
    agrees(script);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  @Rule({"HF-5", "HF-11", "HF-12", "HF-20", "HF-32"})
  void a_peer_that_does_not_read_agrees_with_the_reference(@ForAll("crowded") Script script) {
    agrees(script);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  @Rule({"HF-12", "HF-19", "HF-20", "HF-25"})
  void a_peer_that_comes_late_agrees_with_the_reference(@ForAll("late") Script script) {
    agrees(script);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  @Rule("HF-18")
  void any_chunking_gives_the_same_account(
      @ForAll("undisturbed") Script script, @ForAll("chunks") int chunk) {
    Agreement.check(script, Recording.ClientLife::new, any -> inChunks(any.toTheEnd(), chunk));
  }

  @Provide
  Arbitrary<Integer> chunks() {
    return Arbitraries.of(1, 3, 64);
  }

  @Property(edgeCases = EdgeCasesMode.NONE, tries = 300)
  @Rule({"HF-4", "HF-5", "HF-9"})
  void callbacks_on_the_reader_give_the_same_account(@ForAll("undisturbed") Script script) {
    Agreement.check(script, Recording.ClientLife::new, any -> onTheReader(any.toTheEnd()));
  }

  private static Played onTheReader(Script whole) {
    var story = new Story();
    Account seen =
        ClientWorld.play(
            whole,
            options ->
                ClientSubject.real(
                    HandfastClient.builder(options.socket())
                        .from(options)
                        .callbacksOn(CallbackThread.READER)
                        .build()),
            UnaryOperator.identity(),
            story);
    return new Played(ClientWorld.play(whole).differences(seen), story);
  }

  private static Played inChunks(Script whole, int chunk) {
    Script cut = whole.in(whole.surroundings().inChunksOf(chunk));
    var story = new Story();
    Account seen = ClientWorld.play(cut, ClientSubject::real, UnaryOperator.identity(), story);
    return new Played(ClientWorld.play(whole).differences(seen), story);
  }

  /// Enough tries of each property to reach every corner; with fewer, nothing is said about that.
  private static final int ENOUGH = 900;

  private static final Map<Corner, Integer> REACHED = new EnumMap<>(Corner.class);
  private static int tries;

  @AfterContainer
  static void every_corner_was_reached() {
    EVIDENCE.figure("scripts, client in memory", tries);
    System.out.println("client in memory: " + tries + " scripts, reached " + REACHED);
    if (tries >= 3 * ENOUGH) {
      assertThat(REACHED).containsOnlyKeys(Corner.values());
    }
  }

  private static void agrees(Script script) {
    tries++;
    Corners.of(script.toTheEnd(), ReferenceClient::account)
        .forEach(corner -> REACHED.merge(corner, 1, Integer::sum));
    Agreement.check(script, Recording.ClientLife::new, ClientProperties::play);
  }

  /// The differences end with the rules that they break.
  private static Played play(Script script) {
    Script whole = script.toTheEnd();
    var story = new Story();
    Account expected = ReferenceClient.account(whole);
    Account seen = ClientWorld.play(whole, ClientSubject::real, UnaryOperator.identity(), story);
    var differences = new ArrayList<>(expected.differences(seen));
    if (!differences.isEmpty()) {
      differences.add(
          "which breaks " + String.join(", ", Breach.of(Deeds.of(whole), expected, seen)));
    }
    return new Played(differences, story);
  }

  @Provide
  Arbitrary<Script> undisturbed() {
    return Lives.in(
        place ->
            place.arrival() == Arrival.UP
                && place.pipe() == Pipe.WIDE
                && place.room() == Room.ROOMY
                && place.chunk() == Surroundings.WHOLE);
  }

  @Provide
  Arbitrary<Script> crowded() {
    return Lives.in(
        place ->
            place.arrival() == Arrival.UP
                && (place.pipe() == Pipe.NARROW || place.room() != Room.ROOMY));
  }

  @Provide
  Arbitrary<Script> late() {
    return Lives.in(place -> place.arrival() != Arrival.UP);
  }
}
