package dev.handfast.cli.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.message.TaskFailure;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResultTest {
  @ParameterizedTest
  @CsvSource({
    "128, exit_128, false",
    "129, signal_1, true",
    "192, signal_64, true",
    "193, exit_193, false",
    "255, exit_255, false",
    "75, exit_75, true"
  })
  void only_the_number_of_a_signal_is_told_as_one(int exitCode, String code, boolean recoverable) {
    TaskFailure failure =
        new Result("", 0, List.of())
            .failure("ssh", new Outcome.Ended(exitCode, Duration.ZERO), List.of());

    assertThat(failure.code()).hasValue(code);
    assertThat(failure.recoverable()).isEqualTo(recoverable);
    assertThat(failure.message())
        .contains(code.startsWith("exit") ? "exit code " + exitCode : "was ended by signal");
  }
}
