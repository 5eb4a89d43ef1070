package dev.handfast.cli.report;

import dev.handfast.conformance.report.Report;
import dev.handfast.conformance.report.ReportFile;
import dev.handfast.conformance.suite.SuiteRun;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// The options of every command that writes reports.
public final class ReportOptions {
  /// The page in the directory that `--html` names.
  private static final String PAGE = "index.html";

  @Option(
      names = "--junit",
      paramLabel = "FILE",
      converter = Target.class,
      description = {
        "Also write JUnit's XML to this file, for Jenkins, GitLab and others. Folders that are"
            + " missing above a report are made."
      })
  private Optional<Path> junit = Optional.empty();

  @Option(
      names = "--sarif",
      paramLabel = "FILE",
      converter = Target.class,
      description = "Also write SARIF 2.1.0 to this file, for code scanning.")
  private Optional<Path> sarif = Optional.empty();

  @Option(
      names = "--html",
      paramLabel = "DIR",
      converter = Target.class,
      description = "Also write index.html to this directory: one page for people.")
  private Optional<Path> html = Optional.empty();

  /// The path of a report.
  public static final class Target implements ITypeConverter<Path> {
    @Override
    public Path convert(String text) {
      if (text.isBlank() || text.equals("-")) {
        throw new TypeConversionException(
            "got '%s', wanted a path; only --json writes to standard output".formatted(text));
      }
      return Path.of(text);
    }
  }

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
