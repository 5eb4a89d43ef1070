package dev.handfast.bench;

import dev.handfast.bench.report.Environment;
import dev.handfast.bench.report.JsonReport;
import dev.handfast.bench.report.MarkdownReport;
import dev.handfast.bench.report.Plots;
import dev.handfast.bench.report.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// The files of a report.
final class Pages {
  private static final String NEXT = "next";
  private static final String PLOTS = "plots";

  private Pages() {}

  /// Puts all of them into a folder, or on a full disk none: then the old ones stay. Pictures of an
  /// earlier run that this one does not draw go, as does what an interrupted one has left.
  static void write(Results results, Environment environment, Path folder) throws IOException {
    Files.createDirectories(folder);
    for (Path left : matching(folder, NEXT + "*")) {
      delete(left);
    }
    Path next = Files.createTempDirectory(folder, NEXT);
    try {
      Files.writeString(
          next.resolve("RESULTS.md"),
          MarkdownReport.of(results, environment, Peer::titleOf, readme(folder)));
      Files.writeString(next.resolve("results.json"), JsonReport.of(results, environment));
      Plots.draw(results, Peer::titleOf, next.resolve(PLOTS));
      Set<Path> drawn = names(matching(next.resolve(PLOTS), "*"));
      for (Path file : within(next)) {
        Path place = folder.resolve(next.relativize(file).toString());
        if (!Files.isDirectory(file)) {
          Files.createDirectories(place.getParent());
          Files.move(file, place, StandardCopyOption.REPLACE_EXISTING);
        }
      }
      for (Path plot : matching(folder.resolve(PLOTS), "*.svg")) {
        if (!drawn.contains(plot.getFileName())) {
          Files.delete(plot);
        }
      }
    } finally {
      delete(next);
    }
  }

  private static Set<Path> names(List<Path> files) {
    return files.stream().map(Path::getFileName).collect(Collectors.toSet());
  }

  /// How a page in this folder names the one that explains it.
  private static String readme(Path folder) {
    Path home = Path.of(System.getProperty("bench.home"));
    return folder
        .toAbsolutePath()
        .relativize(home.resolve("README.md").toAbsolutePath())
        .toString();
  }

  private static List<Path> matching(Path folder, String pattern) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var found = Files.newDirectoryStream(folder, pattern)) {
      return StreamSupport.stream(found.spliterator(), false).toList();
    }
  }

  private static void delete(Path folder) throws IOException {
    for (Path left : within(folder)) {
      Files.delete(left);
    }
  }

  /// All that is in a folder, and at last the folder itself.
  private static List<Path> within(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.sorted(Comparator.reverseOrder()).toList();
    }
  }
}
