package dev.handfast.cli.report;

import dev.handfast.conformance.report.Report;
import dev.handfast.conformance.report.ReportFile;
import dev.handfast.conformance.suite.SuiteRun;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/// The options of every command that writes reports.
public final class ReportOptions {
  /// The page in the directory that `--html` names.
  private static final String PAGE = "index.html";

  @Option(
      names = "--junit",
      paramLabel = "FILE",
      description = "Also write JUnit's XML to this file, for Jenkins, GitLab and others.")
  private Optional<Path> junit = Optional.empty();

  @Option(
      names = "--sarif",
      paramLabel = "FILE",
      description = "Also write SARIF 2.1.0 to this file, for code scanning.")
  private Optional<Path> sarif = Optional.empty();

  @Option(
      names = "--html",
      paramLabel = "DIR",
      description = "Also write index.html to this directory: one page for people.")
  private Optional<Path> html = Optional.empty();

  private List<ReportFile> files() {
    return Stream.of(
            junit.map(file -> new ReportFile(file, Report.junit())),
            sarif.map(file -> new ReportFile(file, Report.sarif())),
            html.map(folder -> new ReportFile(folder.resolve(PAGE), Report.html())))
        .flatMap(Optional::stream)
        .toList();
  }

  /// Makes the directories and looks whether the reports can be written, before the work begins.
  ///
  /// @throws ReportFile.CannotWrite where one cannot
  public void prepare() throws ReportFile.CannotWrite {
    for (ReportFile file : files()) {
      file.prepare();
    }
  }

  /// Writes the reports that were asked for.
  ///
  /// @throws ReportFile.CannotWrite where one cannot be written
  public void write(SuiteRun run) throws ReportFile.CannotWrite {
    for (ReportFile file : files()) {
      file.write(run);
    }
  }
}
