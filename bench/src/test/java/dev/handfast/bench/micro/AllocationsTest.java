package dev.handfast.bench.micro;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// What each operation allocates is what `allocations.json` says: no more, and no less, for a
/// figure that has become better guards nothing until it is written down.
class AllocationsTest {
  /// 1 %, and 4 bytes. The first compiler allocates exactly what the code says, and the number of
  /// operations is fixed, so two runs differ by a byte at most, on a busy machine too: that is what
  /// the JVM allocates for itself meanwhile. The smallest object has 16 bytes, and is noticed where
  /// an operation allocates less than 1,200; in larger ones a change of 1 % matters to nobody.
  private static final double TOLERANCE = 0.01;

  private static final double LEAST = 4;

  private static final Path COMMITTED =
      Path.of(System.getProperty("handfast.root"), "bench", "allocations.json");
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  @Test
  void each_operation_allocates_as_much_as_is_written_down() throws Exception {
    SortedMap<String, Double> measured = Micro.allocations();
    if ("true".equals(System.getProperty("handfast.update"))) {
      write(measured);
    }
    Map<String, Double> committed = read();
    assertThat(measured.keySet())
        .as("benchmarks; mvn test -Pbench -pl bench -am -Dhandfast.update=true writes them down")
        .isEqualTo(committed.keySet());
    var all = new SoftAssertions();
    measured.forEach(
        (operation, bytes) -> {
          double wanted = committed.get(operation);
          all.assertThat(Math.abs(bytes - wanted))
              .as("%s: %.0f bytes, written down %.0f", operation, bytes, wanted)
              .isLessThanOrEqualTo(LEAST + TOLERANCE * wanted);
        });
    all.assertAll();
  }

  private static void write(SortedMap<String, Double> measured) throws IOException {
    var rounded = new TreeMap<String, Long>();
    measured.forEach((operation, bytes) -> rounded.put(operation, Math.round(bytes)));
    Files.writeString(COMMITTED, JSON.writeValueAsString(rounded) + "\n");
  }

  private static Map<String, Double> read() throws IOException {
    var committed = new TreeMap<String, Double>();
    JSON.readTree(Files.readString(COMMITTED))
        .propertyStream()
        .forEach(each -> committed.put(each.getKey(), each.getValue().asDouble()));
    return committed;
  }
}
