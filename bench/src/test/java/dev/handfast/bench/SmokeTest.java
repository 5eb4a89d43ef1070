package dev.handfast.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.handfast.bench.report.Placement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `bench/run --quick` plays two rounds of hardly anything with everybody.
class SmokeTest {
  private static final Path HOME = Path.of(System.getProperty("handfast.root"), "bench");
  private static final Path OUT = HOME.resolve("target/smoke");
  private static final JsonMapper JSON = new JsonMapper();

  private static int exitCode;
  private static JsonNode results = JSON.nullNode();

  @BeforeAll
  static void run() throws IOException, InterruptedException {
    Path log = HOME.resolve("target/smoke.log");
    exitCode =
        new ProcessBuilder(HOME.resolve("run").toString(), "--quick", "--out", OUT.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start()
            .waitFor();
    assertThat(OUT.resolve("results.json")).as(Files.readString(log)).exists();
    results = JSON.readTree(Files.readString(OUT.resolve("results.json")));
  }

  @Test
  void nothing_fails() {
    assertThat(results.get("failures")).isEmpty();
    assertThat(exitCode).isZero();
  }

  /// Its registry may refuse the one that is installed; a tool of the machine is never just
  /// missing.
  @ParameterizedTest
  @EnumSource
  void each_contender_answers(Peer peer) {
    JsonNode reason = results.get("leftOut").path(peer.id());
    assumeFalse(peer == Peer.JSONRPC && reason.isString(), () -> "left out: " + reason);
    assertThat(measured(peer.id())).as("left out: %s", reason).contains("rtt");
  }

  @Test
  void each_workload_is_measured_in_both_rounds() {
    for (Task task : Plan.of(Effort.quick(), given())) {
      if (results.get("leftOut").path(task.contender()).isMissingNode()) {
        assertThat(measured(task.contender())).as(task.name()).contains(task.workload());
      }
    }
    for (JsonNode figure : results.get("figures")) {
      assertThat(figure.get("values")).as(figure.toString()).hasSize(2);
    }
  }

  @Test
  void the_figures_are_as_the_schema_says() throws IOException {
    String schema = Files.readString(HOME.resolve("results.schema.json"));
    var registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    assertThat(registry.getSchema(JSON.readTree(schema)).validate(results)).isEmpty();
  }

  @Test
  void the_page_has_everybody_and_says_that_no_figure_means_anything() throws IOException {
    String page = Files.readString(OUT.resolve("RESULTS.md"));
    assertThat(page).contains("no figure means anything");
    for (Peer peer : Peer.values()) {
      assertThat(page).contains(peer.title());
    }
  }

  @Test
  void the_pictures_are_drawn() {
    var names = new ArrayList<>(List.of("rtt", "one-way", "connections", "size", "queue", "walk"));
    for (Placement placement : given()) {
      names.add(placement.nameOf("rtt"));
      names.add(placement.nameOf("one-way"));
    }
    for (String name : names) {
      assertThat(OUT.resolve("plots/" + name + ".svg")).isNotEmptyFile().content().contains("<svg");
    }
  }

  private static List<Placement> given() {
    return results.get("leftOut").has("turns on given cores") ? List.of() : Placement.GIVEN;
  }

  private static Set<String> measured(String contender) {
    return results
        .get("figures")
        .valueStream()
        .filter(figure -> figure.get("contender").asString().equals(contender))
        .map(figure -> figure.get("workload").asString())
        .collect(Collectors.toSet());
  }
}
