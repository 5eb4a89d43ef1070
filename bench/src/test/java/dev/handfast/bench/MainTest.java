package dev.handfast.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What `bench/run` refuses before it measures anything: it says which option it is about, what it
/// got, what it wanted and what to do, and ends with the status of a wrong command line.
class MainTest {
  private static final int WRONG = 2;

  @TempDir private Path folder = Path.of("set by JUnit");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--full --quick | got both --full and --quick, wanted one of them at most: leave one away",
        "--rounds 0 | --rounds: got 0, wanted at least 1; leave it away for 15",
        "--rounds=-1 | --rounds: got -1, wanted at least 1; leave it away for 15",
        "--only , | --only: got no name, wanted at least one; leave it away for all",
        "--only rtt,nobody | --only: got `nobody`, wanted any of: rtt, c, jdk,",
        "--only size | --only: got `size`, a curve of growth; add --full to have it",
        "--only wait,node | --only: got `node`, which takes no part in wait; leave it away, or",
        "--only wait,rtt,node | --only: got `wait`, in which node takes no part; leave it away, or",
        "--jmh --full | --jmh: got another option, wanted none but --only and --quick; leave the",
        "--jmh --rounds 3 | --jmh: got another option, wanted none but --only and --quick; leave",
        "--jmh --out x | --jmh: got another option, wanted none but --only and --quick; leave the",
        "--jmh --only , | --only: got no name, wanted at least one; leave it away for all",
        "--jmh --only [ | --only: got `[`, wanted a pattern of benchmarks' names: Unclosed",
      })
  void it_refuses(String arguments, String message) {
    assertThat(refusal(arguments.split(" ", -1))).contains(message);
  }

  /// What the parser itself refuses.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--rounds many | Invalid value for option '--rounds': 'many' is not an int",
        "--only | Missing required parameter for option '--only'",
        "--fast | Unknown option: '--fast'",
        "rtt | Unmatched argument at index 0: 'rtt'",
      })
  void its_parser_refuses(String arguments, String message) {
    assertThat(refusal(arguments.split(" ", -1))).contains(message);
  }

  @Test
  void it_refuses_a_folder_that_it_cannot_write_into_before_anything_is_measured()
      throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    Path below = file.resolve("out");
    assertThat(refusal("--only", "start", "--out", below.toString()))
        .contains("--out: got " + below + ", wanted a folder to write into (")
        .contains("); name another one");
    assertThat(file).isEmptyFile();
  }

  private static String refusal(String... arguments) {
    var said = new StringWriter();
    int status = Main.command().setErr(new PrintWriter(said)).execute(arguments);
    assertThat(status).as(said.toString()).isEqualTo(WRONG);
    assertThat(said.toString()).contains("Usage: bench/run");
    return said.toString();
  }
}
