package dev.handfast.conformance.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.conformance.story.Played;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What was found once stays mended: `src/test/resources/regressions`, a file each.
class RegressionsTest {
  private static final Path FILES = Path.of("src/test/resources/regressions");

  static List<Path> scripts() throws IOException {
    return files().filter(file -> !isSchedule(file)).toList();
  }

  static List<Path> schedules() throws IOException {
    return files().filter(RegressionsTest::isSchedule).toList();
  }

  private static java.util.stream.Stream<Path> files() throws IOException {
    try (var files = Files.list(FILES)) {
      return files.sorted().toList().stream();
    }
  }

  private static boolean isSchedule(Path file) {
    return read(file).token().recording() instanceof Recording.Schedule;
  }

  private static Regression read(Path file) {
    try {
      return Regression.parse(Files.readAllLines(file));
    } catch (IOException failure) {
      throw new java.io.UncheckedIOException(failure);
    }
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void it_agrees_in_memory_and_over_a_socket(Path file) {
    Regression regression = read(file);
    assertThat(regression.sentence()).isNotEmpty();
    agrees(regression, Where.MEMORY);
    agrees(regression, Where.JDK);
  }

  @ParameterizedTest
  @MethodSource("schedules")
  @Tag("schedules")
  void its_schedule_breaks_no_promise(Path file) {
    agrees(read(file), Where.MEMORY);
  }

  private static void agrees(Regression regression, Where where) {
    Recording recording = regression.token().recording();
    Played played = Stage.of(where).play(recording);
    assertThat(played.differences()).as(() -> Report.text(recording, played, where)).isEmpty();
  }
}
