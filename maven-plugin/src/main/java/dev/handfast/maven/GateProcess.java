package dev.handfast.maven;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** `handfast gate` as a process: what it prints is shown, and kept as the report. */
final class GateProcess {
  private static final String RACE = "✗ ";

  private final Path folder;
  private final Path report;
  private final Consumer<String> show;

  /**
   * @param exitCode of the process
   * @param verdict the race in words; empty where there is none
   * @param errors what it said on standard error
   */
  record End(int exitCode, String verdict, String errors) {}

  GateProcess(Path folder, Path report, Consumer<String> show) {
    this.folder = folder;
    this.report = report;
    this.show = show;
  }

  /** Runs it to its end. */
  End run(List<String> words) throws IOException, InterruptedException {
    Files.createDirectories(report.toAbsolutePath().getParent());
    Path errors = Files.createTempFile("handfast-gate", ".txt");
    try {
      Process process =
          new ProcessBuilder(words)
              .directory(folder.toFile())
              .redirectError(errors.toFile())
              .start();
      try {
        process.getOutputStream().close();
        List<String> lines = lines(process);
        Files.write(report, lines);
        String verdict =
            lines.stream()
                .filter(line -> line.startsWith(RACE))
                .map(line -> line.substring(RACE.length()))
                .findFirst()
                .orElse("");
        return new End(process.waitFor(), verdict, Files.readString(errors).strip());
      } finally {
        process.destroy();
      }
    } finally {
      Files.delete(errors);
    }
  }

  private List<String> lines(Process process) throws IOException {
    var lines = new ArrayList<String>();
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        show.accept(line);
        lines.add(line);
      }
    }
    return lines;
  }
}
