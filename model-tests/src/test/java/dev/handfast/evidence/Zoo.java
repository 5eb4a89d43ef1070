package dev.handfast.evidence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// All mutants that there are: those of `spec/zoo.yaml`, and behind them the faults that the models
/// of `spec/manifest.yaml` have.
///
/// @param mutants in the order of the files
public record Zoo(List<Mutant> mutants) {
  private static final Path SPEC = Path.of(System.getProperty("handfast.root", ".."), "spec");
  private static final Zoo ALL = parse(read("zoo.yaml")).and(faultsOfModels(read("manifest.yaml")));

  /// Something that is wrong on purpose.
  ///
  /// @param id its kind, a slash, its name
  /// @param sentence what is wrong
  /// @param rules of which the reason must name one
  /// @param owner the rung that answers for it
  /// @param blind the rungs that try it in every build and cannot see it
  public record Mutant(
      String id, String sentence, List<String> rules, Rung owner, Set<Rung> blind) {
    /// What kind of thing is wrong.
    public String kind() {
      return id.substring(0, id.indexOf('/'));
    }
  }

  /// The zoo of this repository.
  public static Zoo get() {
    return ALL;
  }

  /// The rules of which the reason for a kill must name one; none where the mutant is unknown,
  /// about which the build complains at its end.
  public Set<String> rules(String id) {
    return mutants.stream()
        .filter(mutant -> mutant.id().equals(id))
        .findFirst()
        .map(mutant -> Set.copyOf(mutant.rules()))
        .orElse(Set.of());
  }

  /// Whether a rung tries a mutant and cannot see it.
  public boolean isBlind(String id, Rung rung) {
    return mutants.stream()
        .anyMatch(mutant -> mutant.id().equals(id) && mutant.blind().contains(rung));
  }

  private Zoo and(List<Mutant> more) {
    var all = new ArrayList<>(mutants);
    all.addAll(more);
    return new Zoo(List.copyOf(all));
  }

  /// The mutant that each rule of `spec/rules.yaml` names, but for those that say why they have
  /// none.
  public static Map<String, String> namedByRules() {
    var named = new TreeMap<String, String>();
    for (JsonNode rule : new YAMLMapper().readTree(read("rules.yaml"))) {
      String mutant = rule.path("mutant").asString("");
      if (!mutant.startsWith("excluded")) {
        named.put(rule.required("id").asString(), mutant);
      }
    }
    return named;
  }

  /// The id of a model's fault: its words, as the name of its page in `spec/counterexamples`.
  public static String ofModel(String fault) {
    return "model/" + fault.replaceAll("[^a-z]+", "-");
  }

  static List<Mutant> faultsOfModels(String yaml) {
    var faults = new ArrayList<Mutant>();
    for (JsonNode configuration : new YAMLMapper().readTree(yaml).required("configurations")) {
      for (JsonNode fault : configuration.path("faults")) {
        String words = fault.required("fault").asString();
        faults.add(
            new Mutant(
                ofModel(words), words, texts(fault.required("rules")), Rung.MODELS, Set.of()));
      }
    }
    return List.copyOf(faults);
  }

  private static String read(String file) {
    try {
      return Files.readString(SPEC.resolve(file));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  static Zoo parse(String yaml) {
    var mutants = new ArrayList<Mutant>();
    for (JsonNode mutant : new YAMLMapper().readTree(yaml)) {
      var blind = new TreeSet<Rung>();
      texts(mutant.path("blind")).forEach(word -> blind.add(Rung.of(word)));
      mutants.add(
          new Mutant(
              mutant.required("id").asString(),
              mutant.required("sentence").asString(),
              texts(mutant.required("rules")),
              Rung.of(mutant.required("owner").asString()),
              blind));
    }
    return new Zoo(List.copyOf(mutants));
  }

  private static List<String> texts(JsonNode list) {
    return list.valueStream().map(JsonNode::asString).toList();
  }
}
