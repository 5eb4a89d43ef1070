package dev.handfast.conformance.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/// The pages of `spec/counterexamples`: a shortest way to see each fault, drawn.
final class Counterexamples {
  private static final Path FOLDER = Tlc.MODELS.resolveSibling("counterexamples");
  private static final String START = "<!-- list:faults (generated) -->\n";
  private static final String END = "<!-- /list -->";

  private Counterexamples() {}

  /// The pages by their names, as the model checker has found them.
  static Map<String, String> found() throws Exception {
    var pages = new TreeMap<String, String>();
    var list = new StringBuilder();
    add("SystemFaults", SystemDiagram::of, pages, list);
    add("SystemLiveFaults", SystemDiagram::of, pages, list);
    add("RegistryFaults", RegistryDiagram::of, pages, list);
    pages.put("README.md", index(list.toString()));
    return pages;
  }

  private static void add(
      String configuration,
      Function<Way, String> diagram,
      Map<String, String> pages,
      StringBuilder list)
      throws Exception {
    Manifest.Configuration wanted = Manifest.of(configuration);
    List<Caught> caught = Caught.in(wanted).caught();
    for (Manifest.Fault fault : wanted.faults()) {
      Way way =
          caught.stream()
              .filter(one -> one.fault().equals(fault.name()))
              .findFirst()
              .orElseThrow(
                  () -> new AssertionError("nothing catches '%s' any more".formatted(fault.name())))
              .way();
      String file = fileName(fault.name());
      pages.put(file, page(configuration, fault, diagram.apply(way) + end(configuration, fault)));
      list.append(
          "| [%s](%s) | %s | %s | %d |%n"
              .formatted(
                  fault.name(),
                  file,
                  String.join(", ", fault.races()),
                  String.join(", ", fault.rules()),
                  fault.steps()));
    }
  }

  private static String page(String configuration, Manifest.Fault fault, String diagram)
      throws IOException {
    var races = new StringBuilder();
    for (String race : fault.races()) {
      races.append("%s: %s%n%n".formatted(race, Manifest.sentence("races.yaml", race)));
    }
    var rules = new StringBuilder();
    for (String rule : fault.rules()) {
      rules.append("- %s: %s%n".formatted(rule, Manifest.sentence("rules.yaml", rule)));
    }
    return """
    # %s

    <!-- generated from spec/tla/%s.tla: ModelsTest, -Dhandfast.update=true -->

    %s%s this breaks `%s`, which states

    %s
    ```mermaid
    %s```
    """
        .formatted(
            sentence(fault.name()),
            configuration,
            races,
            fault.loop() > 0 ? "For ever round the loop," : "In the last step",
            fault.violates(),
            rules,
            diagram);
  }

  private static String end(String configuration, Manifest.Fault fault) {
    String all = configuration.equals("RegistryFaults") ? "C1,R" : "S,P";
    return "  Note over %s: breaks %s%n".formatted(all, fault.violates());
  }

  private static String index(String list) throws IOException {
    String page = Files.readString(FOLDER.resolve("README.md"));
    int from = page.indexOf(START) + START.length();
    if (from < START.length()) {
      throw new AssertionError("spec/counterexamples/README.md has lost " + START.strip());
    }
    return page.substring(0, from)
        + "| fault | known as | breaks | steps |\n| --- | --- | --- | ---: |\n"
        + list
        + page.substring(page.indexOf(END, from));
  }

  private static String sentence(String name) {
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }

  private static String fileName(String name) {
    return name.replaceAll("[^a-z]+", "-") + ".md";
  }

  /// Puts these pages in the place of those that are there.
  static void write(Map<String, String> pages) throws IOException {
    for (String old : present().keySet()) {
      Files.delete(FOLDER.resolve(old));
    }
    for (var page : pages.entrySet()) {
      Files.writeString(FOLDER.resolve(page.getKey()), page.getValue());
    }
  }

  /// The pages as they are.
  static Map<String, String> present() throws IOException {
    var present = new TreeMap<String, String>();
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.toList()) {
        present.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return present;
  }
}
