package dev.handfast.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Run by the build after the tests: prints the matrix, and holds the zoo and the page against what
/// the tests wrote down.
///
/// Arguments: the build's time, as the tests got it. Exit code 1 where something is wrong.
final class EvidenceReport {
  private static final Path ROOT = Path.of(System.getProperty("handfast.root", ".."));
  private static final Path PAGE = ROOT.resolve("spec/EVIDENCE.md");

  /// `true` rewrites everything that is derived, and takes minutes for that.
  private static final Set<String> UPDATES = Set.of("true", "evidence");

  /// 20 lines of differences say enough.
  private static final int MOST = 20;

  private static final String FIX =
      "If that is meant: mvn verify -pl model-tests -am -Dhandfast.update=evidence writes"
          + " spec/EVIDENCE.md; look at the difference before you commit it.";

  private EvidenceReport() {}

  public static void main(String[] arguments) throws IOException {
    Ledger ledger = Ledger.read(ROOT.resolve("model-tests/target/evidence"), arguments[0]);
    var matrix = new Matrix(Zoo.get(), ledger);
    System.out.println(matrix.table());
    List<String> complaints = new ArrayList<>(matrix.complaints());
    Zoo.namedByRules()
        .forEach((rule, mutant) -> matrix.complaintAbout(rule, mutant).ifPresent(complaints::add));
    var page = new EvidencePage(matrix, times(), machine());
    if (UPDATES.contains(System.getProperty("handfast.update", "")) && complaints.isEmpty()) {
      Files.writeString(PAGE, page.text());
    } else if (!Boolean.getBoolean("handfast.deep")) { // which goes farther
      drift(page).ifPresent(complaints::add);
    }
    if (!complaints.isEmpty()) {
      System.err.printf(
          "EVIDENCE: %d thing(s) to mend; docs/evidence.md explains them%n%n- %s%n",
          complaints.size(), String.join("\n\n- ", complaints));
      System.exit(1);
    }
  }

  private static Optional<String> drift(EvidencePage page) throws IOException {
    if (!Files.exists(PAGE)) {
      return Optional.of("spec/EVIDENCE.md is missing. " + FIX);
    }
    List<String> drift = page.drift(Files.readString(PAGE));
    String more = drift.size() > MOST ? "\n  … and " + (drift.size() - MOST) + " lines more" : "";
    return drift.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "spec/EVIDENCE.md says something else than this build:\n  %s%s\n  %s"
                .formatted(
                    String.join("\n  ", drift.subList(0, Math.min(MOST, drift.size()))),
                    more,
                    FIX));
  }

  /// Seconds by test class, of all modules that have run.
  private static Map<String, String> times() throws IOException {
    var times = new TreeMap<String, String>();
    Pattern suite = Pattern.compile("<testsuite .*? name=\"([^\"]*)\" time=\"([^\"]*)\"");
    for (String module : List.of("src", "model-tests")) {
      double all = 0;
      for (Path file : reports(ROOT.resolve(module).resolve("target/surefire-reports"))) {
        Matcher found = suite.matcher(Files.readString(file));
        if (found.find()) {
          double seconds = Double.parseDouble(found.group(2).replace(",", ""));
          all += seconds;
          if (seconds >= 1) {
            times.put("seconds of " + found.group(1), String.format(Locale.ROOT, "%.1f", seconds));
          }
        }
      }
      if (all > 0) { // else none of its tests has run
        times.put("seconds of all tests of " + module, String.format(Locale.ROOT, "%.0f", all));
      }
    }
    return times;
  }

  private static List<Path> reports(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().startsWith("TEST-")).toList();
    }
  }

  private static String machine() {
    return "%d processors (%s, %s), JDK %s"
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            System.getProperty("os.name"),
            System.getProperty("os.arch"),
            Runtime.version().feature());
  }
}
