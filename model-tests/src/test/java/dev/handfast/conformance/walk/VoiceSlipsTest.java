package dev.handfast.conformance.walk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.conformance.reference.ServerSlip;
import dev.handfast.conformance.reference.Slip;
import dev.handfast.conformance.script.Shrinkable;
import dev.handfast.conformance.script.Surroundings.Overflow;
import dev.handfast.evidence.Evidence;
import dev.handfast.evidence.Rung;
import dev.handfast.evidence.Zoo;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Function;
import java.util.stream.Stream;
import net.automatalib.automaton.transducer.impl.CompactMealy;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A reference that makes a mistake does not say what the others say, and the shortest way to hear
/// that is told.
class VoiceSlipsTest {
  private static final Evidence EVIDENCE = Evidence.of(VoiceSlipsTest.class);

  private static final List<Heard<ClientStimulus>> CLIENTS =
      byLength(
          Stream.concat(
              heard(Whole.CLIENT, slip -> ReferenceRoom.rooms(Overflow.FAILS, Slip.valueOf(slip))),
              heard(
                  Observable.of(ClientView.DROPS),
                  slip -> ReferenceRoom.rooms(Overflow.DROPS_LOGS, Slip.valueOf(slip)))));
  private static final List<Heard<ServerStimulus>> SERVERS =
      byLength(heard(Whole.SERVER, slip -> ReferenceServerRoom.rooms(ServerSlip.valueOf(slip))));

  /// A word that is said to references that make mistakes.
  ///
  /// @param machine that knows the answers
  /// @param references by their slip
  private record Heard<I>(
      Walk<I> walk, CompactMealy<I, String> machine, Function<String, Room.Factory<I>> references) {

    Optional<Walk.Difference<I>> difference(String slip) {
      return walk.in(references.apply(slip), machine, new Coverage<>(machine));
    }

    Heard<I> with(Walk<I> another) {
      return new Heard<>(another, machine, references);
    }
  }

  private static <I> Stream<Heard<I>> heard(
      CompactMealy<I, String> machine, Function<String, Room.Factory<I>> references) {
    return Whole.words(machine).stream()
        .map(word -> new Heard<>(new Walk<>(word), machine, references));
  }

  /// The same order in every run.
  private static <I> List<Heard<I>> byLength(Stream<Heard<I>> words) {
    Comparator<Heard<I>> byLength = Comparator.comparingInt(one -> one.walk().stimuli().size());
    return words.sorted(byLength.thenComparing(one -> one.walk().toString())).toList();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void a_slip_of_the_reference_client_is_heard(Slip slip) {
    isHeard("slip/", slip.name(), CLIENTS, ClientSights::broken);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void a_slip_of_the_reference_server_is_heard(ServerSlip slip) {
    isHeard("server-slip/", slip.name(), SERVERS, ServerSights::broken);
  }

  /// For the reason that belongs to it; unless the zoo says that it cannot be.
  private static <I> void isHeard(
      String kind,
      String slip,
      List<Heard<I>> words,
      Function<Walk.Difference<I>, SortedSet<String>> broken) {
    String id = kind + slip;
    Set<String> rules = Zoo.get().rules(id);
    Function<Heard<I>, Optional<Walk.Difference<I>>> play =
        word ->
            word.difference(slip)
                .filter(found -> broken.apply(found).stream().anyMatch(rules::contains));
    Optional<Walk.Difference<I>> shortest =
        words.stream()
            .filter(word -> play.apply(word).isPresent())
            .findFirst()
            .flatMap(
                word ->
                    play.apply(
                        word.with(
                            Shrinkable.shortest(
                                word.walk(), any -> play.apply(word.with(any)).isPresent()))));

    shortest.ifPresentOrElse(
        found -> {
          System.out.println(id + ": " + broken.apply(found) + " " + found);
          EVIDENCE.killed(
              id,
              Rung.VOICES,
              broken.apply(found),
              found.walk().stimuli().size(),
              "expected " + found.expected() + "; seen " + found.seen());
        },
        () -> EVIDENCE.blind(id, Rung.VOICES, words.size() + " words"));
    assertThat(shortest.isEmpty())
        .as("whether nobody hears %s; spec/zoo.yaml says so where `voices` is blind for it", id)
        .isEqualTo(Zoo.get().isBlind(id, Rung.VOICES));
  }
}
