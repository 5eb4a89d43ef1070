package dev.handfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoggingTest {
  @ParameterizedTest
  @CsvSource({
    "off, OFF",
    "error, SEVERE",
    "WARNING, WARNING",
    "info, INFO",
    "debug, FINE",
    "?, SEVERE"
  })
  void the_environment_says_from_which_level_on_the_library_logs(String wanted, String level) {
    assertThat(Logging.configuration(Map.of("HANDFAST_LOG", wanted)))
        .contains("dev.handfast.level = " + level + "\n");
  }

  @Test
  void a_directory_in_which_others_may_replace_the_socket_is_told_unless_nothing_shall_be() {
    String warning = "dev.handfast.transport.SocketDirectory.level = WARNING\n";

    assertThat(Logging.configuration(Map.of())).contains(warning);
    assertThat(Logging.configuration(Map.of("HANDFAST_LOG", "off"))).doesNotContain(warning);
  }

  @Test
  void without_a_wish_only_errors_are_logged() {
    assertThat(Logging.configuration(Map.of()))
        .contains("\n.level = SEVERE\n", "dev.handfast.level = SEVERE\n");
  }
}
