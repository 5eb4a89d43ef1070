package dev.handfast.conformance.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.conformance.suite.SuiteRun;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/// The page of a report in a browser, as somebody looks at it.
@Tag("deep")
class ReportPageTest {
  @TempDir private static Path folder;

  private static Chromium browser;

  /// The pages that are looked at.
  enum Page {
    RICH,
    GOOD,
    HOSTILE;

    private SuiteRun run() {
      return switch (this) {
        case RICH -> SampleRun.of(3_000);
        case GOOD -> SampleRun.good();
        case HOSTILE ->
            Hostile.run(
                Stream.generate(() -> Hostile.TEXTS).flatMap(List::stream).iterator()::next);
      };
    }

    /// Opens it in the browser, and brings along what is asked of it.
    void open() throws IOException {
      Path file = folder.resolve(name()).resolve("index.html");
      new ReportFile(file, Report.html()).write(run());
      browser.open(file);
      try (InputStream script =
          Objects.requireNonNull(ReportPageTest.class.getResourceAsStream("looks.js"))) {
        var _ = browser.value(new String(script.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
  }

  @BeforeAll
  static void start() throws IOException {
    browser = Chromium.start(folder);
  }

  @AfterAll
  static void end() {
    if (browser != null) {
      browser.close();
    }
  }

  /// What is wrong with the page, by one of the functions of `looks.js`.
  private static JsonNode wrong(String look) {
    return browser.value("looks.%s()".formatted(look));
  }

  @ParameterizedTest
  @EnumSource
  void it_loads_nothing_runs_nothing_and_obeys_nobody(Page page) throws IOException {
    page.open();

    assertThat(browser.events("Runtime.exceptionThrown")).isEmpty();
    assertThat(browser.events("Log.entryAdded")).isEmpty();
    assertThat(browser.events("Network.requestWillBeSent"))
        .extracting(request -> request.get("request").get("url").asString())
        .allMatch(url -> url.startsWith("file:///") || url.equals("data:,"))
        .filteredOn(url -> url.startsWith("file:"))
        .hasSize(1);
    assertThat(browser.value("document.title").asString()).startsWith("Handfast: ");
    assertThat(browser.value("document.scripts.length").asInt()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void each_link_leads_to_what_one_then_sees(Page page) throws IOException {
    page.open();

    assertThat(wrong("dead")).isEmpty();
    assertThat(wrong("hidden")).isEmpty();
    assertThat(wrong("unnamed")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"RICH, 400", "RICH, 1400", "HOSTILE, 400", "HOSTILE, 1400", "GOOD, 400"})
  void it_is_read_at_any_width_by_day_and_by_night(Page page, int width) throws IOException {
    browser.look(width, "light");
    page.open();
    browser.value("looks.unfold()");

    assertThat(wrong("wide")).isEmpty();
    assertThat(wrong("faint")).isEmpty();

    browser.look(width, "dark");
    assertThat(wrong("faint")).isEmpty();
  }

  @Test
  void the_test_sees_what_is_wrong() throws IOException {
    browser.look(400, "light");
    Page.GOOD.open();
    browser.value(
        """
        document.body.insertAdjacentHTML('beforeend',
          `<p style="color: #999; width: 900px">faint and wide</p><a href="#nowhere">dead</a>
           <svg></svg>`);
        document.getElementById('rules').insertAdjacentHTML('beforeend',
          `<a href="#unseen">unseen</a><p id="unseen" hidden>unseen</p>`)\
        """);

    assertThat(wrong("faint").toString()).contains("rgb(153, 153, 153)");
    assertThat(wrong("wide")).isNotEmpty();
    assertThat(wrong("dead").toString()).isEqualTo("[\"#nowhere\"]");
    assertThat(wrong("hidden").toString()).isEqualTo("[\"unseen\"]");
    assertThat(wrong("unnamed").toString()).isEqualTo("[\"svg.\"]");
  }
}
