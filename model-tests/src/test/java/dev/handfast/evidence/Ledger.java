package dev.handfast.evidence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What the tests of one build wrote down.
///
/// @param sightings who looked at which mutant, and what came of it
/// @param figures what is the same in every run, by name
/// @param samples what is not
/// @param stale the classes whose file is of another build
record Ledger(
    List<Sighting> sightings,
    Map<String, String> figures,
    Map<String, String> samples,
    List<String> stale) {
  private static final String ENDING = ".tsv";

  /// Reads a folder.
  ///
  /// @param build only what is of this one counts
  static Ledger read(Path folder, String build) {
    var ledger = new Ledger(new ArrayList<>(), new TreeMap<>(), new TreeMap<>(), new ArrayList<>());
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.filter(each -> each.toString().endsWith(ENDING)).sorted().toList()) {
          String name = file.getFileName().toString();
          String test = name.substring(name.lastIndexOf('.', name.length() - 5) + 1);
          ledger.take(
              test.substring(0, test.length() - ENDING.length()), Files.readAllLines(file), build);
        }
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
    return ledger;
  }

  /// Takes the lines of one class.
  Ledger take(String test, List<String> lines, String build) {
    if (lines.isEmpty() || !lines.getFirst().equals(Evidence.BUILD + "\t" + build)) {
      if (!test.startsWith(CpuTime.PROCESS)) { // an older build had more of them
        stale.add(test);
      }
      return this;
    }
    lines.stream().skip(1).map(line -> line.split("\t", -1)).forEach(line -> take(test, line));
    return this;
  }

  private void take(String test, String[] line) {
    switch (line[0]) {
      case Evidence.KILLED ->
          sightings.add(
              new Sighting(
                  test,
                  line[1],
                  Rung.of(line[2]),
                  true,
                  line[3],
                  Integer.parseInt(line[4]),
                  line[5]));
      case Evidence.BLIND ->
          sightings.add(new Sighting(test, line[1], Rung.of(line[2]), false, "", 0, line[3]));
      case Evidence.FIGURE -> figures.put(line[1], line[2]);
      case Evidence.SAMPLE -> samples.put(line[1], line[2]);
      default -> throw new IllegalStateException(test + " wrote down " + line[0]);
    }
  }

  /// What a rung saw of a mutant.
  List<Sighting> of(String mutant, Rung rung) {
    return sightings.stream()
        .filter(each -> each.mutant().equals(mutant) && each.rung() == rung)
        .toList();
  }
}
