package dev.handfast.conformance.report;

import dev.handfast.conformance.suite.CaseResult;
import dev.handfast.conformance.suite.Failure;
import dev.handfast.conformance.suite.SuiteRun;
import dev.handfast.conformance.verdict.Rules;
import java.io.Writer;
import java.util.List;

/// SARIF 2.1.0: the rules, and a result for each case that failed. What is found is a behaviour and
/// stands in no file of the subject, so each result points to the text of the rule.
final class SarifReport {
  private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

  /// Where the rules are written down.
  private static final String PROTOCOL = "spec/PROTOCOL.md";

  private final SuiteRun run;
  private final Summary summary;
  private final List<String> rules;

  SarifReport(SuiteRun run) {
    this.run = run;
    summary = Summary.of(run);
    rules = summary.rules().stream().map(Tally::name).toList();
  }

  void write(Writer to) {
    Json.document(
        to,
        json ->
            json.text("$schema", SCHEMA)
                .text("version", "2.1.0")
                .objects("runs", List.of(run), (one, _) -> run(one)));
  }

  private void run(Json to) {
    List<CaseResult> failed =
        run.results().stream()
            .filter(result -> result.verdict().isBad() && result.failure().isPresent())
            .toList();
    to.object("tool", tool -> tool.object("driver", this::driver))
        .object("automationDetails", id -> id.text("id", "handfast/" + run.role() + "/"))
        .text("columnKind", "utf16CodeUnits")
        .objects("results", failed, this::result)
        .object(
            "properties",
            bag ->
                bag.text("subject", run.subject())
                    .number("seed", run.seed())
                    .text("sentence", summary.sentence()));
  }

  private void driver(Json to) {
    to.text("name", "handfast").objects("rules", rules, SarifReport::rule);
  }

  private static void rule(Json to, String id) {
    Rules.Rule rule = Rules.all().get(id);
    String sentence = rule == null ? "A rule outside of section 8." : rule.sentence();
    to.text("id", id)
        .object("shortDescription", text -> text.text("text", message(Rules.title(id))))
        .object("fullDescription", text -> text.text("text", message(sentence)))
        .object("help", text -> text.text("text", message(sentence + " See " + PROTOCOL + ".")));
  }

  private void result(Json to, CaseResult result) {
    Failure failure = result.failure().orElseThrow();
    String rule = failure.rules().isEmpty() ? Summary.NO_RULE : failure.rules().getFirst();
    to.text("ruleId", rule)
        .number("ruleIndex", rules.indexOf(rule))
        .text("level", level(result))
        .object("message", message -> message.text("text", message(text(result, failure))))
        .objects("locations", List.of(rule), SarifReport::location)
        .object("partialFingerprints", prints -> fingerprints(prints, result))
        .object("properties", bag -> properties(bag, result, failure));
    if (summary.isExpected(result)) {
      to.objects("suppressions", List.of(result.note()), SarifReport::suppression);
    }
  }

  private static String level(CaseResult result) {
    return switch (result.info().level()) {
      case MUST -> "error";
      case SHOULD -> "warning";
      case INFORMATIONAL -> "note";
    };
  }

  private String text(CaseResult result, Failure failure) {
    return "%s: expected %s, got %s. Again: handfast %s%s"
        .formatted(
            result.info().title(),
            failure.expected(),
            failure.got(),
            failure.again(),
            Again.isStarted(run) ? " -- COMMAND" : "");
  }

  /// Braces and links mean something in a message.
  private static String message(String text) {
    return Visible.text(text).replace("{", "{{").replace("}", "}}").replace("](", "] (");
  }

  private static void location(Json to, String rule) {
    to.object(
            "physicalLocation",
            file ->
                file.object("artifactLocation", artifact -> artifact.text("uri", PROTOCOL))
                    .object("region", region -> region.number("startLine", 1)))
        .objects(
            "logicalLocations",
            List.of(rule),
            (place, id) -> place.text("name", id).text("kind", "rule"));
  }

  /// GitHub tells alerts apart by the first one, and makes it of the file's line where it is
  /// missing.
  private static void fingerprints(Json to, CaseResult result) {
    String id = result.info().id();
    to.text("primaryLocationLineHash", id + "/" + result.way()).text("caseId/v1", id);
  }

  private static void properties(Json to, CaseResult result, Failure failure) {
    to.text("group", result.info().group())
        .text("way", result.way())
        .text("verdict", Words.camel(result.verdict()))
        .texts("rules", failure.rules())
        .texts("script", failure.script());
  }

  private static void suppression(Json to, String note) {
    to.text("kind", "external")
        .text("justification", note.isEmpty() ? "expected by the baseline" : Visible.text(note));
  }
}
