package dev.handfast.cli.delegate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.cli.Command;
import dev.handfast.cli.process.Self;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What is told of a worker comes in the order in which the worker sent it.
@Timeout(60)
class TellingTest {
  /// A status and a log, taking turns, and nothing in between.
  private static final List<String> SENT =
      IntStream.range(0, 300)
          .boxed()
          .flatMap(number -> Stream.of("status " + number, "log " + number))
          .toList();

  @Test
  void as_plain_lines_no_log_overtakes_a_status() {
    List<String> told =
        alternate("delegate", "--native").lines().stream()
            .filter(line -> line.startsWith("a| log ") || line.startsWith("a: thinking: status "))
            .map(line -> line.replaceFirst("a\\| |a: thinking: ", ""))
            .toList();

    assertThat(told).isEqualTo(SENT);
  }

  @Test
  void as_json_no_log_overtakes_a_status() {
    List<String> told =
        alternate("delegate", "--native", "--json").lines().stream()
            .filter(line -> line.contains("status_update") || line.contains("\"log\""))
            .map(line -> line.replaceFirst(".*\"(status \\d+|log \\d+)\"}}", "$1"))
            .filter(line -> !line.contains("{"))
            .toList();

    assertThat(told).isEqualTo(SENT);
  }

  private static Command alternate(String... options) {
    List<String> words = new ArrayList<>(List.of(options));
    words.addAll(List.of("a=alternate", "--"));
    words.addAll(Self.java(NativeWorker.class));
    return Command.handfast(words.toArray(String[]::new));
  }
}
