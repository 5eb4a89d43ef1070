package dev.handfast.conformance.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handfast.conformance.suite.SuiteRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFileTest {
  private static final SuiteRun RUN = SampleRun.good();

  /// Fails in the middle.
  private static final Report BROKEN =
      (run, to) -> {
        try {
          to.write("half of it");
          to.flush();
        } catch (IOException failure) {
          throw new UncheckedIOException(failure);
        }
        throw new UncheckedIOException(new IOException("the disk is full"));
      };

  @TempDir private Path temporary;
  private Path folder;

  /// macOS has its temporary folders behind a link.
  @BeforeEach
  void real() throws IOException {
    folder = temporary.toRealPath();
  }

  @Test
  void what_is_missing_above_it_is_made_and_nothing_else_is_left() throws IOException {
    Path path = folder.resolve("a/b/report.json");
    var file = new ReportFile(path, Report.json());

    file.prepare();
    file.write(RUN);
    file.write(RUN);

    assertThat(path).content().startsWith("{\n  \"format\" : \"handfast-report\"");
    assertThat(path.getParent().toFile().list()).containsExactly("report.json");
  }

  @Test
  void a_report_that_fails_half_way_leaves_the_old_one() throws IOException {
    Path path = Files.writeString(folder.resolve("report.xml"), "the old one");
    var file = new ReportFile(path, BROKEN);

    assertThatThrownBy(() -> file.write(RUN))
        .isInstanceOf(ReportFile.CannotWrite.class)
        .hasMessageStartingWith("cannot write the report " + path)
        .hasMessageContaining("the disk is full");
    assertThat(path).hasContent("the old one");
    assertThat(folder.toFile().list()).containsExactly("report.xml");
  }

  @Test
  void what_cannot_be_written_is_told_before_the_work_begins() throws IOException {
    Path plain = Files.writeString(folder.resolve("plain"), "");

    assertThatThrownBy(() -> new ReportFile(plain.resolve("r.json"), Report.json()).prepare())
        .hasMessage(
            "cannot write the report %s: %s is no directory"
                .formatted(plain.resolve("r.json"), plain));
    assertThatThrownBy(() -> new ReportFile(folder, Report.json()).prepare())
        .hasMessage("cannot write the report %s: it is a directory".formatted(folder));
  }

  @Test
  void a_link_stays_one_and_a_device_is_not_replaced() throws IOException {
    Path real = folder.resolve("real.json");
    Path link = Files.createSymbolicLink(folder.resolve("link.json"), Files.createFile(real));

    new ReportFile(link, Report.json()).write(RUN);
    new ReportFile(Path.of("/dev/null"), Report.json()).write(RUN);

    assertThat(link).isSymbolicLink();
    assertThat(real).content().startsWith("{");
    assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();
  }
}
