package dev.handfast.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The page `spec/EVIDENCE.md`: what a build showed.
///
/// @param matrix mutants against rungs
/// @param times seconds by what took them
/// @param machine on what kind of machine they were taken
record EvidencePage(Matrix matrix, Map<String, String> times, String machine) {
  private static final String FIGURE = "| ";
  private static final String SAMPLES = "<!-- samples: not compared -->\n";

  /// All of it.
  String text() {
    return exact() + SAMPLES + samples();
  }

  private String exact() {
    return """
    # Evidence

    Written by the build, from what its tests wrote down: `mvn verify -pl model-tests -am -Dhandfast.update=evidence`. What stands above the last
    chapter is compared by every build, and one that differs fails. How to read it: [docs/evidence.md](../docs/evidence.md).

    ## Figures

    | what | how much |
    | --- | --- |
    %s
    ## Mutants

    %d kinds of faulty thing, and %s: a cell says which rule the reason names, and the shortest way to see it, in that
    rung's steps (of a model, calls and frames, stimuli, lives; those of threads change with the byte code, and are not told). **Bold** is the owner. `blind` was tried and could
    not be noticed there; an empty cell was not tried.

    %s
    """
        .formatted(
            rows(matrix.ledger().figures()),
            matrix.zoo().mutants().size(),
            owners(),
            matrix.table());
  }

  private String owners() {
    var owned = new TreeMap<Rung, Integer>();
    matrix.zoo().mutants().forEach(mutant -> owned.merge(mutant.owner(), 1, Integer::sum));
    List<String> words = new ArrayList<>();
    owned.forEach((rung, count) -> words.add(rung.word() + " answer for " + count));
    return String.join(", ", words);
  }

  private String samples() {
    return """

    ## Times and samples

    Taken on %s; other work on the machine is in them, and the next run has others. They are written with the rest and
    never compared.

    | what | how much |
    | --- | --- |
    %s%s\
    """
        .formatted(machine, rows(matrix.ledger().samples()), rows(times));
  }

  private static String rows(Map<String, String> figures) {
    var rows = new StringBuilder();
    figures.forEach(
        (name, value) ->
            rows.append(FIGURE).append(name).append(" | ").append(value).append(" |\n"));
    return rows.toString();
  }

  /// In which lines an older page differs, a sentence each; what is never compared aside.
  List<String> drift(String old) {
    List<String> was = compared(old);
    List<String> is = compared(text());
    var complaints = new ArrayList<String>();
    for (String line : is) {
      if (!was.contains(line)) {
        complaints.add("new or changed: " + line);
      }
    }
    for (String line : was) {
      if (!is.contains(line)) {
        complaints.add("no longer so:   " + line);
      }
    }
    return complaints;
  }

  private static List<String> compared(String page) {
    int end = page.indexOf(SAMPLES);
    return (end < 0 ? page : page.substring(0, end)).lines().toList();
  }
}
