package dev.handfast.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The check of rules and models is itself checked, on small made-up ones.
class ModelCheckTest {
  private static final SpecRule COMPARED = rule("HF-0", "M!Compared");
  private static final Models MODELS =
      new Models(
          Map.of("M", List.of("Holds", "Idle", "Later", "Reached", "Compared")),
          List.of(
              new Models.Configuration(
                  "M", Set.of("Holds", "Reached", "Compared"), Models.Kind.RIGHT),
              new Models.Configuration("Large", Set.of("Holds", "Compared"), Models.Kind.DEEP),
              new Models.Configuration("Faulty", Set.of("Later"), Models.Kind.FAULTY)),
          List.of("Reached"),
          List.of("Reached", "Later"),
          List.of("Compared", "Later"),
          List.of(new Models.Fault("it fails", List.of("HF-1"), "Holds")));

  @Test
  void says_nothing_where_all_is_well() {
    assertThat(complaints(rule("HF-1", "M!Holds"), rule("HF-2", "excluded: it has no bytes")))
        .isEmpty();
  }

  @Test
  void reports_a_rule_with_neither_property_nor_reason() {
    assertThat(complaints(rule("HF-1", "M!Holds"), rule("HF-2"), rule("HF-3", "excluded: ")))
        .satisfiesExactly(
            first -> assertThat(first).startsWith("HF-2 has no model"),
            second ->
                assertThat(second)
                    .isEqualTo("HF-3 is excluded from the models and does not say why"));
  }

  @Test
  void reports_a_property_that_does_not_exist_or_that_nothing_checks() {
    assertThat(complaints(rule("HF-1", "M!Holds", "M!Gone", "N!Holds", "M!Idle", "Holds")))
        .containsExactly(
            "HF-1 names M!Gone, which spec/tla does not define",
            "HF-1 names N!Holds, which spec/tla does not define",
            "HF-1 names M!Idle, which no .cfg file of spec/tla checks in every build, of a model"
                + " that is right",
            "HF-1: Holds is not of the form module!property");
  }

  @Test
  void reports_a_property_that_is_checked_of_faulty_models_alone() {
    assertThat(complaints(rule("HF-1", "M!Holds", "M!Later")))
        .containsExactly(
            "HF-1 names M!Later, which no .cfg file of spec/tla checks in every build, of a model"
                + " that is right");
  }

  @Test
  void reports_a_large_model_that_checks_less_than_the_small_one() {
    var thinned =
        new Models(
            MODELS.defined(),
            List.of(
                MODELS.configurations().getFirst(),
                new Models.Configuration("Large", Set.of("Compared"), Models.Kind.DEEP)),
            MODELS.reached(),
            MODELS.withoutRule(),
            MODELS.withoutFault(),
            MODELS.faults());

    assertThat(new ModelCheck(List.of(COMPARED, rule("HF-1", "M!Holds")), thinned).complaints())
        .containsExactly(
            "Large.cfg does not check the same rules as any configuration of every build: it checks"
                + " [Compared]");
  }

  @Test
  void reports_a_property_that_is_checked_and_no_rule_names() {
    assertThat(complaints(rule("HF-2", "excluded: it has no bytes")))
        .first()
        .asString()
        .startsWith("a .cfg file of spec/tla checks Holds, and no rule names it");
  }

  @Test
  void reports_a_property_that_catches_no_fault_unless_it_says_why() {
    var withoutFaults =
        new Models(
            MODELS.defined(),
            MODELS.configurations(),
            MODELS.reached(),
            MODELS.withoutRule(),
            MODELS.withoutFault(),
            List.of());

    assertThat(
            new ModelCheck(List.of(COMPARED, rule("HF-1", "M!Holds")), withoutFaults).complaints())
        .singleElement()
        .asString()
        .startsWith("nothing shows that Holds can fail: it catches no fault");
  }

  @Test
  void reports_a_fault_that_is_caught_by_the_property_of_another_rule() {
    assertThat(complaints(rule("HF-1", "M!Reached"), rule("HF-2", "M!Holds")))
        .singleElement()
        .asString()
        .startsWith("the fault 'it fails' breaks HF-1 and is caught by Holds, which HF-1 does not");
  }

  private static List<String> complaints(SpecRule... rules) {
    return new ModelCheck(Stream.concat(Stream.of(rules), Stream.of(COMPARED)).toList(), MODELS)
        .complaints();
  }

  private static SpecRule rule(String id, String... model) {
    return new SpecRule(
        id, "MUST", "title", "", "", "sentence", List.of(), List.of(model), List.of());
  }
}
