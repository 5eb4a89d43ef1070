package dev.handfast.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Compares the rules with the properties of the models.
///
/// @param rules the rules as they stand
/// @param models what the models define and check
record ModelCheck(List<SpecRule> rules, Models models) {
  private static final String EXCLUDED = "excluded: ";

  /// Whether a rule says why no model states it.
  static boolean isExcluded(SpecRule rule) {
    return rule.model().size() == 1 && rule.model().getFirst().startsWith(EXCLUDED);
  }

  /// What is wrong, a sentence each; empty where all is well.
  List<String> complaints() {
    var complaints = new ArrayList<String>();
    rules.forEach(rule -> complaints.addAll(about(rule)));
    List<String> named =
        rules.stream()
            .flatMap(rule -> rule.model().stream())
            .map(ModelCheck::property)
            .distinct()
            .toList();
    models.checked().stream()
        .distinct()
        .filter(property -> !named.contains(property) && !models.withoutRule().contains(property))
        .forEach(
            property ->
                complaints.add(
                    "a .cfg file of spec/tla checks %s, and no rule names it; add it to `model:` of its rule in rules.yaml, or write '\\* no rule: why' behind it"
                        .formatted(property)));
    models.faults().forEach(fault -> complaints.addAll(about(fault)));
    thinned().forEach(complaints::add);
    withoutKiller()
        .forEach(
            property ->
                complaints.add(
                    "nothing shows that %s can fail: it catches no fault of spec/manifest.yaml; add one to a module ...Faults, or write '\\* no fault: why' behind it in its .cfg files"
                        .formatted(property)));
    return complaints;
  }

  /// A property that is the first to catch no fault may as well say nothing.
  private Stream<String> withoutKiller() {
    List<String> caught = models.faults().stream().map(Models.Fault::violates).toList();
    return models.checked().stream()
        .distinct()
        .filter(property -> !caught.contains(property))
        .filter(property -> !models.withoutRule().contains(property))
        .filter(property -> !models.withoutFault().contains(property));
  }

  private List<String> about(SpecRule rule) {
    if (rule.model().isEmpty()) {
      return List.of(
          "%s has no model; name the property that states it, model: [module!property], or say why none does, model: \"excluded: reason\""
              .formatted(rule.id()));
    }
    if (isExcluded(rule)) {
      boolean says = rule.model().getFirst().length() > EXCLUDED.length();
      return says
          ? List.of()
          : List.of(rule.id() + " is excluded from the models and does not say why");
    }
    return rule.model().stream().flatMap(named -> about(rule, named).stream()).toList();
  }

  private List<String> about(SpecRule rule, String named) {
    int mark = named.indexOf('!');
    if (mark < 0) {
      return List.of("%s: %s is not of the form module!property".formatted(rule.id(), named));
    }
    if (!models
        .defined()
        .getOrDefault(named.substring(0, mark), List.of())
        .contains(property(named))) {
      return List.of("%s names %s, which spec/tla does not define".formatted(rule.id(), named));
    }
    boolean isChecked =
        models.reached().contains(property(named))
            || models.of(Models.Kind.RIGHT).stream()
                .anyMatch(right -> right.checks().contains(property(named)));
    return isChecked
        ? List.of()
        : List.of(
            "%s names %s, which no .cfg file of spec/tla checks in every build, of a model that is right"
                .formatted(rule.id(), named));
  }

  /// A larger model that checks less than the one of every build shows less than it seems to.
  private Stream<String> thinned() {
    return models.of(Models.Kind.DEEP).stream()
        .filter(
            deep ->
                models.of(Models.Kind.RIGHT).stream()
                    .noneMatch(right -> ruled(right).equals(ruled(deep))))
        .map(
            deep ->
                "%s.cfg does not check the same rules as any configuration of every build: it checks %s"
                    .formatted(deep.name(), ruled(deep)));
  }

  private SortedSet<String> ruled(Models.Configuration configuration) {
    var ruled = new TreeSet<>(configuration.checks());
    models.withoutRule().forEach(ruled::remove);
    return ruled;
  }

  /// The rules that a fault is said to break must be those of the property that catches it.
  private List<String> about(Models.Fault fault) {
    return fault.rules().stream()
        .filter(
            id ->
                rules.stream()
                    .filter(rule -> rule.id().equals(id))
                    .flatMap(rule -> rule.model().stream())
                    .noneMatch(named -> property(named).equals(fault.violates())))
        .map(
            id ->
                "the fault '%s' breaks %s and is caught by %s, which %s does not name; correct spec/manifest.yaml or `model:` in rules.yaml"
                    .formatted(fault.name(), id, fault.violates(), id))
        .toList();
  }

  private static String property(String named) {
    return named.substring(named.indexOf('!') + 1);
  }
}
