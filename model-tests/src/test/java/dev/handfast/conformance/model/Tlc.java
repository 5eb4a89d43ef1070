package dev.handfast.conformance.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Runs the model checker on a configuration in `spec/tla`, in a process of its own.
final class Tlc {
  private static final Path MODELS = Path.of(System.getProperty("handfast.root", ".."), "spec/tla");
  private static final Pattern STATES =
      Pattern.compile("(\\d+) distinct states found, 0 states left");
  private static final Pattern DEPTH =
      Pattern.compile("depth of the complete state graph search is (\\d+)");

  private static final Map<String, Result> DONE = new ConcurrentHashMap<>();

  private Tlc() {}

  /// What came of a run.
  ///
  /// @param exit TLC's exit code: 0 where everything holds
  /// @param text everything that it printed
  record Result(int exit, String text) {
    int distinctStates() {
      return number(STATES);
    }

    int depth() {
      return number(DEPTH);
    }

    private int number(Pattern wanted) {
      Matcher found = wanted.matcher(text);
      if (!found.find()) {
        throw new AssertionError("TLC printed no " + wanted + "\n" + lastLines());
      }
      return Integer.parseInt(found.group(1));
    }

    String lastLines() {
      List<String> lines = text.lines().toList();
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
    }
  }

  /// Checks a configuration to the end; each once in this process, since every run is the same.
  static Result check(String configuration) throws IOException, InterruptedException {
    Result known = DONE.get(configuration);
    if (known == null) {
      known = run(configuration);
      DONE.put(configuration, known);
    }
    return known;
  }

  private static Result run(String configuration) throws IOException, InterruptedException {
    Path work = Files.createTempDirectory("handfast-tlc");
    Path jar =
        Path.of(tlc2.TLC.class.getProtectionDomain().getCodeSource().getLocation().getPath());
    Path printed = work.resolve("printed.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseParallelGC",
                "-Djava.io.tmpdir=" + work,
                "-cp",
                jar.toString(),
                "tlc2.TLC",
                "-workers",
                "1",
                "-fp",
                "0",
                "-seed",
                "1",
                "-metadir",
                work.resolve("states").toString(),
                configuration)
            .directory(MODELS.toFile())
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile())
            .start();
    try {
      return new Result(process.waitFor(), Files.readString(printed));
    } finally {
      process.destroyForcibly().waitFor();
      delete(work);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
