package dev.handfast.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Mutants against rungs: who must notice what, and who did.
///
/// @param zoo what must be
/// @param ledger what was
record Matrix(Zoo zoo, Ledger ledger) {

  /// What is wrong, a paragraph each; empty where all is well.
  List<String> complaints() {
    var complaints = new ArrayList<String>();
    for (String test : ledger.stale()) {
      complaints.add(
          "%s left evidence of another build: it no longer runs, or has another name. Run `mvn clean`."
              .formatted(test));
    }
    var ids = new TreeSet<String>();
    for (Zoo.Mutant mutant : zoo.mutants()) {
      if (!ids.add(mutant.id())) {
        complaints.add(mutant.id() + " is twice in spec/zoo.yaml: give one of them another name.");
      }
      about(mutant, complaints);
    }
    ledger.sightings().stream()
        .filter(seen -> !ids.contains(seen.mutant()))
        .map(
            seen ->
                "%s is tried by %s and has no owner. Add it to spec/zoo.yaml, with a sentence, the rules that it breaks, and the rung that answers for it (docs/evidence.md)."
                    .formatted(seen.mutant(), seen.test()))
        .distinct()
        .forEach(complaints::add);
    return complaints;
  }

  private void about(Zoo.Mutant mutant, List<String> complaints) {
    List<Sighting> owners = ledger.of(mutant.id(), mutant.owner());
    if (owners.isEmpty()) {
      complaints.add(
          "%s (%s) was not tried by its owner, %s. Its test is gone, or failed before it got there; or give it another owner in spec/zoo.yaml."
              .formatted(mutant.id(), mutant.sentence(), mutant.owner().word()));
    }
    for (Rung rung : Rung.values()) {
      ledger.of(mutant.id(), rung).forEach(seen -> about(mutant, seen, complaints));
      if (mutant.blind().contains(rung) && ledger.of(mutant.id(), rung).isEmpty()) {
        complaints.add(
            "%s: spec/zoo.yaml says that %s cannot see it, and nobody tries: take %s out of its `blind`."
                .formatted(mutant.id(), rung.word(), rung.word()));
      }
    }
  }

  private void about(Zoo.Mutant mutant, Sighting seen, List<String> complaints) {
    boolean isOwner = seen.rung() == mutant.owner();
    boolean isBlind = mutant.blind().contains(seen.rung());
    if (seen.isKilled() && !isRight(mutant, seen)) {
      complaints.add(
          "%s is noticed by %s (%s) for the wrong reason: expected %s, got %s: %s. Either the check that names %s no longer works, or the mutant breaks another rule than spec/zoo.yaml says."
              .formatted(
                  mutant.id(),
                  seen.rung().word(),
                  seen.test(),
                  String.join(" or ", mutant.rules()),
                  seen.rule(),
                  seen.shows(),
                  String.join(" or ", mutant.rules())));
    } else if (!seen.isKilled() && isOwner) {
      complaints.add(
          "%s (%s) SURVIVES: %s (%s) answers for it and noticed nothing, in %s; expected that %s is broken. A check has become too weak: mend it."
              .formatted(
                  mutant.id(),
                  mutant.sentence(),
                  seen.rung().word(),
                  seen.test(),
                  seen.shows(),
                  String.join(" or ", mutant.rules())));
    } else if (!seen.isKilled() && !isBlind) {
      complaints.add(
          "%s is no longer noticed by %s (%s), in %s. Mend the check; or, if nobody could see it there, add %s to its `blind` in spec/zoo.yaml."
              .formatted(
                  mutant.id(), seen.rung().word(), seen.test(), seen.shows(), seen.rung().word()));
    } else if (seen.isKilled() && isBlind) {
      complaints.add(
          "%s is noticed by %s (%s) now: take %s out of its `blind` in spec/zoo.yaml."
              .formatted(mutant.id(), seen.rung().word(), seen.test(), seen.rung().word()));
    }
  }

  /// What is wrong with the mutant that a rule names: it must be noticed because it breaks that
  /// very rule.
  Optional<String> complaintAbout(String rule, String mutant) {
    boolean isNoticed =
        ledger.sightings().stream()
            .anyMatch(
                seen ->
                    seen.mutant().equals(mutant) && seen.isKilled() && seen.rule().equals(rule));
    return isNoticed
        ? Optional.empty()
        : Optional.of(
            "%s names the mutant %s, which no rung notices because it breaks %s: name another one in spec/rules.yaml."
                .formatted(rule, mutant, rule));
  }

  private static boolean isRight(Zoo.Mutant mutant, Sighting seen) {
    return mutant.rules().contains(seen.rule())
        || (seen.rung().comparesCells() && seen.rule().equals(Evidence.TABLE));
  }

  /// The rungs that try something, in their order.
  Set<Rung> rungs() {
    return ledger.sightings().stream()
        .map(Sighting::rung)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// The matrix as a table in Markdown.
  String table() {
    var text = new StringBuilder("| mutant | rules |");
    rungs().forEach(rung -> text.append(' ').append(rung.word()).append(" |"));
    text.append("\n| --- | --- |").append(" --- |".repeat(rungs().size())).append('\n');
    for (Zoo.Mutant mutant : zoo.mutants()) {
      text.append("| `%s` | %s |".formatted(mutant.id(), String.join(", ", mutant.rules())));
      for (Rung rung : rungs()) {
        text.append(' ').append(cell(mutant, rung)).append(" |");
      }
      text.append('\n');
    }
    return text.toString();
  }

  private String cell(Zoo.Mutant mutant, Rung rung) {
    List<Sighting> all = ledger.of(mutant.id(), rung);
    if (all.isEmpty()) {
      return rung == mutant.owner() ? "**NOT TRIED**" : "";
    }
    Sighting seen = all.getFirst();
    if (!seen.isKilled()) {
      return rung == mutant.owner() ? "**SURVIVES**" : "blind";
    }
    String cell = isRight(mutant, seen) ? seen.rule() : "WRONG " + seen.rule();
    String words = rung.hasLastingSteps() ? cell + ", " + seen.steps() : cell;
    return rung == mutant.owner() ? "**" + words + "**" : words;
  }
}
