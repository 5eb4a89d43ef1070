package dev.handfast.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Holds `races.yaml`, the protocol's annex and the tests together.
///
/// With `-Dhandfast.update=true` it first rewrites the lists of tests.
class RacesTest {
  private static final Pattern IN_ANNEX = Pattern.compile("^\\| ([RO]\\d+) \\|", Pattern.MULTILINE);

  @Test
  void every_race_has_a_test_that_fails_with_it_and_every_tag_a_race() throws IOException {
    if (Boolean.getBoolean("handfast.update")) {
      Files.writeString(
          Spec.races(), RuleBook.withTests(Spec.read(Spec.races()), TagCheck.tests(tags())));
    }
    List<SpecRule> rules = RuleBook.parse(Spec.read(Spec.rules()));
    assertThat(new RaceCheck(races(), tags(), rules).complaints()).isEmpty();
  }

  @Test
  void every_fault_of_the_protocols_annex_is_in_the_list() {
    List<String> annex =
        IN_ANNEX
            .matcher(Spec.read(Spec.protocol()))
            .results()
            .map((MatchResult row) -> row.group(1))
            .toList();
    assertThat(annex).isNotEmpty();
    assertThat(races().stream().map(KnownRace::id)).containsAll(annex);
  }

  private static List<Tag> tags() {
    return TagScanner.scan("Race", Spec.testSources());
  }

  private static List<KnownRace> races() {
    JsonNode list = new YAMLMapper().readTree(Spec.read(Spec.races()));
    return StreamSupport.stream(list.spliterator(), false)
        .map(
            race ->
                new KnownRace(
                    race.required("id").asString(),
                    race.required("sentence").asString(),
                    texts(race.required("rules")),
                    texts(race.required("tests"))))
        .toList();
  }

  private static List<String> texts(JsonNode list) {
    return list.valueStream().map(JsonNode::asString).toList();
  }
}
