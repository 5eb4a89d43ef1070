package dev.handfast.conformance.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.evidence.Evidence;
import dev.handfast.evidence.Rung;
import dev.handfast.evidence.Zoo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// TLC checks every model of `spec/tla` but the machines' graphs, and each comes to what
/// `spec/manifest.yaml` says.
class ModelsTest {
  private static final Evidence EVIDENCE = Evidence.of(ModelsTest.class);

  /// But for the graphs, which [ModelIsCodeTest] checks before it compares them.
  static Stream<Manifest.Configuration> right() throws IOException {
    return Manifest.read().stream()
        .filter(one -> one.faults().isEmpty() && !one.isDeep())
        .filter(one -> !ModelIsCodeTest.GRAPHS.contains(one.name()));
  }

  static Stream<Manifest.Configuration> faulty() throws IOException {
    return Manifest.read().stream().filter(one -> !one.faults().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("right")
  void what_must_hold_holds_and_what_must_be_reachable_is(Manifest.Configuration wanted)
      throws Exception {
    var _ = ModelCheck.right(wanted, EVIDENCE);
  }

  @ParameterizedTest
  @MethodSource("faulty")
  void every_fault_is_caught_by_the_property_that_forbids_it(Manifest.Configuration wanted)
      throws Exception {
    Caught.Found found = Caught.in(wanted);

    for (Manifest.Fault fault : wanted.faults()) {
      writeDown(fault, found);
    }
    Map<String, String> seen =
        found.caught().stream()
            .collect(
                Collectors.toMap(
                    Caught::fault,
                    one -> words(one.property(), one.way().steps(), one.way().loop())));
    assertThat(wanted.faults())
        .as("the faults that %s must catch: spec/manifest.yaml", wanted.name())
        .extracting(Manifest.Fault::name)
        .containsAll(seen.keySet());
    assertThat(wanted.faults())
        .filteredOn(
            fault ->
                !words(fault.violates(), fault.steps(), fault.loop())
                    .equals(seen.get(fault.name())))
        .extracting(
            fault ->
                "'%s' must violate %s, and %s; if a change of spec/tla was meant to do that, correct spec/manifest.yaml"
                    .formatted(
                        fault.name(),
                        words(fault.violates(), fault.steps(), fault.loop()),
                        seen.containsKey(fault.name())
                            ? "violates " + seen.get(fault.name())
                            : "nothing catches it any more"))
        .isEmpty();
    ModelCheck.isAsLarge(wanted, found.states(), found.depth());
  }

  /// The reason for which a fault is caught names the rules that its property states.
  private static void writeDown(Manifest.Fault fault, Caught.Found all) throws IOException {
    var found = all.caught().stream().filter(one -> one.fault().equals(fault.name())).findFirst();
    if (found.isEmpty()) {
      EVIDENCE.blind(Zoo.ofModel(fault.name()), Rung.MODELS, all.states() + " states");
    } else {
      String property = found.get().property();
      EVIDENCE.killed(
          Zoo.ofModel(fault.name()),
          Rung.MODELS,
          Manifest.rulesOf(property),
          found.get().way().steps(),
          "violates " + property);
    }
  }

  /// With `-Dhandfast.update=true` it writes them.
  @Test
  void every_fault_has_a_page_that_draws_the_shortest_way_to_see_it() throws Exception {
    Map<String, String> found = Counterexamples.found();
    if (Boolean.getBoolean("handfast.update")) {
      Counterexamples.write(found);
    }
    Map<String, String> present = Counterexamples.present();

    String how = "rewrite the pages with -Dtest=ModelsTest -Dhandfast.update=true";
    assertThat(present.keySet())
        .as("the pages of spec/counterexamples, one for each fault of a model; " + how)
        .isEqualTo(found.keySet());
    found.forEach(
        (name, page) ->
            assertThat(present.get(name))
                .as(
                    "spec/counterexamples/%s is no longer what the model shows; look at your change"
                        + " in spec/tla, then %s",
                    name, how)
                .isEqualTo(page));
  }

  /// Two at a time, each with one worker: two workers would not say how deep they went.
  @Test
  @Tag("deep")
  void the_larger_models_hold_too() throws Exception {
    List<Manifest.Configuration> deep =
        Manifest.read().stream().filter(Manifest.Configuration::isDeep).toList();
    try (ExecutorService two = Executors.newFixedThreadPool(2)) {
      var results = new LinkedHashMap<Manifest.Configuration, Future<Tlc.Result>>();
      for (Manifest.Configuration wanted : deep) {
        results.put(wanted, two.submit(() -> Tlc.checkLong(wanted.module(), wanted.name())));
      }
      for (var each : results.entrySet()) {
        Tlc.Result result = each.getValue().get();
        ModelCheck.holds(each.getKey(), result);
        ModelCheck.isAsLarge(each.getKey(), result.distinctStates(), result.depth());
      }
    }
  }

  @Test
  void every_race_is_a_fault_of_a_model_or_has_a_reason_why_not() throws Exception {
    var modelled =
        Manifest.read().stream()
            .flatMap(one -> one.faults().stream())
            .flatMap(fault -> fault.races().stream())
            .collect(Collectors.toCollection(TreeSet::new));
    var excluded = new TreeSet<>(Manifest.withoutModel().keySet());

    assertThat(excluded)
        .as(
            "races that are modelled and excluded: take them from `without_model` in"
                + " spec/manifest.yaml")
        .doesNotContainAnyElementsOf(modelled);
    assertThat(Manifest.withoutModel().values()).noneMatch(String::isEmpty);
    var decided = new TreeSet<>(modelled);
    decided.addAll(excluded);
    assertThat(decided)
        .as(
            "the races that spec/manifest.yaml names, and those of spec/races.yaml; a new race"
                + " needs a fault in SystemFaults.tla or RegistryFaults.tla, or a line in"
                + " `without_model`")
        .containsExactlyInAnyOrderElementsOf(Manifest.races());
  }

  @Test
  void every_configuration_is_in_the_manifest() throws Exception {
    var files = new ArrayList<String>();
    try (Stream<Path> all = Files.list(Tlc.MODELS)) {
      all.map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".cfg"))
          .map(name -> name.substring(0, name.length() - ".cfg".length()))
          .filter(name -> !name.endsWith("Traces")) // these differ from run to run
          .forEach(files::add);
    }

    assertThat(Manifest.read().stream().map(Manifest.Configuration::name))
        .as("the configurations of spec/manifest.yaml, and the .cfg files of spec/tla")
        .containsExactlyInAnyOrderElementsOf(files);
  }

  private static String words(String property, int steps, int loop) {
    return "%s in %d steps".formatted(property, steps)
        + (loop == 0 ? "" : ", the last %d for ever".formatted(loop));
  }
}
