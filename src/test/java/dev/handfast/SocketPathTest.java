package dev.handfast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How a socket's address is written.
@Rule("HF-28")
class SocketPathTest {

  @Test
  void a_name_with_an_at_sign_in_front_is_abstract_and_one_in_a_directory_is_a_file() {
    assertThat(SocketPath.of("@crew")).isEqualTo(new SocketPath.Abstract("crew"));
    assertThat(SocketPath.of("@crew")).hasToString("@crew");
    assertThat(SocketPath.of("./@crew")).isEqualTo(SocketPath.of(Path.of("@crew")));
    assertThat(SocketPath.of("./@crew").toString()).startsWith("/").endsWith("/@crew");
  }

  @Test
  void a_path_that_fits_is_taken_and_one_byte_more_is_not() {
    String longest = "/" + "p".repeat(SocketPath.LINUX_BYTES - 1);

    assertThat(SocketPath.of(longest)).hasToString(longest);
    assertThatThrownBy(() -> SocketPath.of(longest + "p"))
        .hasMessageContainingAll(longest + "p", "107 bytes", "at most 106", "shorter directory");
  }

  @Test
  void a_name_that_fits_is_taken_and_one_byte_more_is_not() {
    String longest = "ü".repeat(SocketPath.ABSTRACT_BYTES / 2) + "n";

    assertThat(SocketPath.of("@" + longest)).hasToString("@" + longest);
    assertThatThrownBy(() -> SocketPath.of("@" + longest + "n"))
        .hasMessageContainingAll("@" + longest + "n", "108 bytes", "1 to 107");
  }

  @Test
  void an_empty_path_is_told_as_one() {
    assertThatThrownBy(() -> SocketPath.of(""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("socket path is empty, wanted ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"@", "@a\nb", "@a\0b"})
  void a_name_that_cannot_be_read_is_refused(String written) {
    assertThatThrownBy(() -> SocketPath.of(written))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("abstract socket name @")
        .message()
        .doesNotContain("\n", "\0");
  }
}
