package dev.handfast.bench.micro;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What JMH measured stands on a page for people, and in a file for programs.
class PartsTest {
  @Test
  void each_benchmark_has_a_row_with_its_time_and_what_it_allocates() throws Exception {
    Parts parts = Micro.run("FramingBenchmark.decode", true);

    String page = parts.page(Map.of("processor", "Z80"));
    JsonNode json = JsonMapper.shared().readTree(parts.json());

    assertThat(page)
        .contains("processes of each: 1, in each of them iterations of 10 ms: 1 that do not count")
        .containsPattern(
            "\\| FramingBenchmark.decode chunk=100 \\| [\\d,.]+ \\(.*\\) \\| [\\d,]+ \\|")
        .contains("FramingBenchmark.decode chunk=65536")
        .contains("| processor | Z80 |");
    assertThat(json.valueStream().map(run -> run.get("params").get("chunk").asString()))
        .containsExactly("100", "65536");
    assertThat(json.get(0).get("primaryMetric").get("scoreUnit").asString()).isEqualTo("ns/op");
  }
}
