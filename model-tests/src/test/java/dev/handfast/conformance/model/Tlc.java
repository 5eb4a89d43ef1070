package dev.handfast.conformance.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Runs the model checker in a process of its own: the one way to start it.
///
/// Every run is repeatable: one worker, a fixed fingerprint and seed, no clock. Most runs are
/// short, so the first compiler alone is three times as cheap as both, and a young generation that
/// is used again and again is a fifth cheaper than memory that is touched for the first time.
public final class Tlc {
  /// Where the models are.
  static final Path MODELS = Path.of(System.getProperty("handfast.root", ".."), "spec/tla");

  private static final List<String> QUICK =
      List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx1g", "-Xmn16m");
  private static final List<String> LONG = List.of("-XX:+UseSerialGC", "-Xmx2g");

  private static final Pattern STATES =
      Pattern.compile("states generated, (\\d+) distinct states found, 0 states left");
  private static final Pattern DEPTH =
      Pattern.compile("depth of the complete state graph search is (\\d+)");

  private static final Pattern PROGRESS = Pattern.compile("Progress\\((\\d+)\\) at");

  private static final Map<String, Result> DONE = new ConcurrentHashMap<>();

  private Tlc() {}

  /// What came of a run.
  ///
  /// @param exit TLC's exit code: 0 where everything holds
  /// @param text everything that it printed
  public record Result(int exit, String text) {
    int distinctStates() {
      return number(STATES);
    }

    /// How far the farthest state is from the first; a run that failed says so only by the way.
    int depth() {
      return exit == 0
          ? number(DEPTH)
          : PROGRESS
              .matcher(text)
              .results()
              .mapToInt(found -> Integer.parseInt(found.group(1)))
              .max()
              .orElseThrow(() -> new AssertionError("TLC found no state\n" + lastLines()));
    }

    /// Whether every state was looked at.
    boolean isComplete() {
      return STATES.matcher(text).find();
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

  /// Checks a module of `spec/tla` with the configuration of its name, to the end; each once in
  /// this process, since every run is the same.
  static Result check(String module) throws IOException, InterruptedException {
    return check(module, module);
  }

  /// The same with another configuration.
  static Result check(String module, String configuration)
      throws IOException, InterruptedException {
    return once(configuration, List.of("-workers", "1", "-config", configuration + ".cfg", module));
  }

  /// The same, and goes on behind each violation: the model says what is to be told only once.
  static Result tellAll(String module) throws IOException, InterruptedException {
    return once(module, List.of("-workers", "1", "-continue", module));
  }

  /// The same once more for a property that it must violate in the end, and for one fault of many.
  static Result loop(String module, int fault, String property)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("handfast-cfg");
    Path configuration = folder.resolve("Chosen.cfg");
    try {
      Files.writeString(
          configuration,
          Files.readString(MODELS.resolve(module + ".cfg"))
              .replaceFirst("Number = \\d+", "Number = " + fault)
              .concat("PROPERTY " + property));
      return once(
          module + fault, List.of("-workers", "1", "-config", configuration.toString(), module));
    } finally {
      delete(folder);
    }
  }

  private static Result once(String name, List<String> arguments)
      throws IOException, InterruptedException {
    Result known = DONE.get(name);
    if (known == null) {
      known = run(MODELS, QUICK, arguments);
      DONE.put(name, known);
    }
    return known;
  }

  /// Checks a large configuration, for minutes, with every compiler.
  static Result checkLong(String module, String configuration)
      throws IOException, InterruptedException {
    return run(MODELS, LONG, List.of("-workers", "1", "-config", configuration + ".cfg", module));
  }

  /// Checks a module in another folder.
  public static Result checkIn(Path folder, String module)
      throws IOException, InterruptedException {
    return run(folder, QUICK, List.of("-workers", "1", module));
  }

  private static Result run(Path folder, List<String> java, List<String> arguments)
      throws IOException, InterruptedException {
    Path work = Files.createTempDirectory("handfast-tlc"); // TLC unpacks modules under fixed names
    Path printed = work.resolve("printed.txt");
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(java);
    command.addAll(List.of("-Djava.io.tmpdir=" + work, "-cp", jar().toString(), "tlc2.TLC"));
    command.addAll(List.of("-nowarning", "-fp", "0", "-seed", "1"));
    // liveness at the end alone: TLC would ask on the way, too, after a time and not after a state
    command.addAll(List.of("-lncheck", "final"));
    command.addAll(List.of("-metadir", work.resolve("states").toString()));
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
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

  private static Path jar() {
    return Path.of(tlc2.TLC.class.getProtectionDomain().getCodeSource().getLocation().getPath());
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
