package dev.handfast.conformance.report;

import dev.handfast.conformance.story.Diagram;
import dev.handfast.conformance.suite.CaseInfo;
import dev.handfast.conformance.suite.CaseResult;
import dev.handfast.conformance.suite.Chunk;
import dev.handfast.conformance.suite.Failure;
import dev.handfast.conformance.suite.SuiteRun;
import dev.handfast.conformance.verdict.Rules;
import java.io.Writer;
import java.util.HashSet;

/// Everything, for programs. docs/reports.md has the fields; what is there stays there.
final class JsonReport {
  private static final int VERSION = 1;

  private final SuiteRun run;
  private final Summary summary;

  JsonReport(SuiteRun run) {
    this.run = run;
    summary = Summary.of(run);
  }

  void write(Writer to) {
    Json.document(
        to,
        json ->
            json.text("format", "handfast-report")
                .number("version", VERSION)
                .text("subject", run.subject())
                .text("role", run.role())
                .text("mode", run.mode())
                .texts("command", run.command())
                .number("seed", run.seed())
                .number("tookMs", run.took().toMillis())
                .text("conclusion", Words.camel(summary.conclusion()))
                .text("sentence", summary.sentence())
                .object("all", all -> tally(all, summary.all()))
                .texts("baseline", run.expected())
                .texts("outdated", summary.outdated())
                .objects("groups", summary.groups(), JsonReport::group)
                .objects("rules", summary.rules(), JsonReport::rule)
                .objects("reached", run.reached(), JsonReport::reached)
                .objects("cases", run.results(), this::result));
  }

  private static void group(Json to, Tally group) {
    to.text("name", group.name());
    tally(to, group);
  }

  private static void rule(Json to, Tally rule) {
    to.text("id", rule.name()).text("title", Rules.title(rule.name()));
    tally(to, rule);
  }

  private static void tally(Json to, Tally tally) {
    to.number("passed", tally.passed().size())
        .number("failed", tally.failed().size())
        .number("expected", tally.expected().size())
        .number("notApplicable", tally.notApplicable().size())
        .number("notRun", tally.notRun().size());
  }

  private static void reached(Json to, SuiteRun.Reached reached) {
    var got = new HashSet<>(reached.got());
    to.text("kind", reached.kind())
        .number("of", reached.all().size())
        .texts("got", reached.got())
        .texts("missed", reached.all().stream().filter(each -> !got.contains(each)).toList());
  }

  private void result(Json to, CaseResult result) {
    CaseInfo info = result.info();
    to.text("id", info.id())
        .text("way", result.way())
        .text("verdict", Words.camel(result.verdict()))
        .flag("expectedToFail", summary.isExpected(result))
        .text("group", info.group())
        .text("title", info.title())
        .text("level", info.level().name())
        .texts("rules", info.rules())
        .text("because", info.because())
        .texts("kills", info.kills())
        .text("look", info.look())
        .text("note", result.note())
        .number("tookMs", result.took().toMillis());
    result.failure().ifPresent(failure -> to.object("failure", fields -> failure(fields, failure)));
  }

  private void failure(Json to, Failure failure) {
    to.texts("rules", failure.rules())
        .number("step", failure.step())
        .text("expected", failure.expected())
        .text("got", failure.got())
        .texts("script", failure.script())
        .object("diagram", diagram -> diagram(diagram, failure.diagram()))
        .objects("bytes", ByteText.placed(failure.bytes()), JsonReport::chunk)
        .text("again", Again.command(run, failure))
        .text("stderr", failure.stderr());
  }

  private static void diagram(Json to, Diagram diagram) {
    to.texts("lanes", diagram.lanes()).objects("arrows", diagram.arrows(), JsonReport::arrow);
  }

  private static void arrow(Json to, Diagram.Arrow arrow) {
    to.number("step", arrow.step())
        .text("from", arrow.from())
        .text("to", arrow.to())
        .text("what", arrow.what());
  }

  private static void chunk(Json to, ByteText.Placed placed) {
    Chunk chunk = placed.chunk();
    to.text("from", chunk.from())
        .text("to", chunk.to())
        .number("at", placed.offset())
        .text("bytes", chunk.text());
  }
}
