package dev.handfast.conformance.walk;

import dev.handfast.client.FaultyClient;
import dev.handfast.client.FaultyMachine;
import dev.handfast.conformance.script.Shrinkable;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import net.automatalib.automaton.transducer.impl.CompactMealy;

/// Walks that a client which may be faulty has to get over, in memory.
///
/// @param view what is done to which client
/// @param machine what the right one shows
/// @param walks in the order in which they are gone
record Trial(
    ClientView view,
    CompactMealy<ClientStimulus, String> machine,
    List<Walk<ClientStimulus>> walks) {
  private static final int WHOLE = 1 << 16;

  static Trial of(
      ClientView view,
      Function<CompactMealy<ClientStimulus, String>, List<List<ClientStimulus>>> over) {
    var machine = Observable.of(view);
    return new Trial(view, machine, over.apply(machine).stream().map(Walk::new).toList());
  }

  /// The shortest way to see that a client is faulty for one of these rules, if a walk shows it.
  Optional<Walk.Difference<ClientStimulus>> difference(FaultyMachine fault, Set<String> rules) {
    return difference(
        fault, found -> ClientSights.broken(found).stream().anyMatch(rules::contains));
  }

  /// The shortest way to see that a client is faulty for whatever reason, if a walk shows it.
  Optional<Walk.Difference<ClientStimulus>> difference(FaultyMachine fault) {
    return difference(fault, _ -> true);
  }

  private Optional<Walk.Difference<ClientStimulus>> difference(
      FaultyMachine fault, Predicate<Walk.Difference<ClientStimulus>> counts) {
    var rooms = MemoryOutside.rooms(WHOLE, view.overflow(), FaultyClient.with(fault));
    Function<Walk<ClientStimulus>, Optional<Walk.Difference<ClientStimulus>>> play =
        walk -> walk.in(rooms, machine, new Coverage<>(machine)).filter(counts);
    return walks.stream()
        .flatMap(walk -> play.apply(walk).stream())
        .map(Walk.Difference::walk)
        .findFirst()
        .map(walk -> Shrinkable.shortest(walk, any -> play.apply(any).isPresent()))
        .flatMap(play);
  }
}
