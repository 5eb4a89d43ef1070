package dev.handfast.conformance.report;

import dev.handfast.conformance.story.Diagram;
import dev.handfast.conformance.suite.CaseInfo;
import dev.handfast.conformance.suite.CaseResult;
import dev.handfast.conformance.suite.Chunk;
import dev.handfast.conformance.suite.Failure;
import dev.handfast.conformance.suite.Level;
import dev.handfast.conformance.suite.SuiteRun;
import dev.handfast.conformance.suite.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// A run with something of everything: failures, what the baseline expects, what was not run, and
/// thousands of cases that passed.
final class SampleRun {
  private static final List<String> RULES =
      List.of("HF-1", "HF-2", "HF-3", "HF-5", "HF-9", "HF-18");

  private SampleRun() {}

  /// With so many cases that passed.
  static SuiteRun of(int passed) {
    var results = new ArrayList<CaseResult>();
    results.add(bad("early/overtakes", "early", Level.MUST, Verdict.FAILED, "HF-3"));
    results.add(bad("early/silent", "early", Level.MUST, Verdict.HUNG, "HF-5"));
    results.add(bad("early/advice", "early", Level.SHOULD, Verdict.FAILED, "HF-9"));
    results.add(bad("early/known", "early", Level.MUST, Verdict.FAILED, "HF-3"));
    results.add(bad("frames/table", "frames", Level.MUST, Verdict.FAILED, "section 10"));
    IntStream.range(0, passed).forEach(i -> results.add(passed(i)));
    results.add(still(Verdict.NOT_APPLICABLE, "does not know `permission`"));
    results.add(still(Verdict.BLOCKED, "the smoke case of its group hung"));
    results.add(still(Verdict.NOT_RUN, "the time was up"));
    return run(results, List.of("early/known", "walk/0"));
  }

  /// Where everything passed.
  static SuiteRun good() {
    return run(IntStream.range(0, 12).mapToObj(SampleRun::passed).toList(), List.of());
  }

  static SuiteRun run(List<CaseResult> results, List<String> expected) {
    return new SuiteRun(
        "echo-worker 1.2",
        "client",
        "driver",
        List.of("node", "my driver.mjs", "--fast"),
        42,
        results,
        expected,
        List.of(
            new SuiteRun.Reached(
                "states",
                List.of("Idle", "Connecting", "AwaitingAck", "Ready", "Closed"),
                List.of("Idle", "Connecting", "AwaitingAck", "Ready", "Closed")),
            new SuiteRun.Reached(
                "pairs",
                IntStream.range(0, 900).mapToObj("AwaitingAck AckAccepted %d"::formatted).toList(),
                IntStream.range(0, 860)
                    .mapToObj("AwaitingAck AckAccepted %d"::formatted)
                    .toList())),
        Duration.ofMillis(61_204));
  }

  private static CaseInfo info(String id, String group, Level level, String... rules) {
    return new CaseInfo(
        id,
        group,
        "What was sent before the ack is on the wire first, in the order in which it was sent",
        List.of(rules),
        level,
        "A sender that looks, pauses, and then enters the queue is overtaken.",
        List.of("MachineFault.FLUSHES_LATE"),
        "where the queue is emptied when the ack arrives");
  }

  private static CaseResult passed(int i) {
    String rule = RULES.get(i % RULES.size());
    return new CaseResult(
        info("walk/" + i, "walks " + i % 5, Level.MUST, rule, "HF-4"),
        i % 3 == 0 ? "byte by byte" : "plain",
        Verdict.PASSED,
        Optional.empty(),
        "",
        Duration.ofMillis(i % 40));
  }

  private static CaseResult still(Verdict verdict, String note) {
    return new CaseResult(
        info("frames/" + verdict, "frames", Level.MUST, "HF-18"),
        "plain",
        verdict,
        Optional.empty(),
        note,
        Duration.ZERO);
  }

  static CaseResult bad(String id, String group, Level level, Verdict verdict, String rule) {
    return new CaseResult(
        info(id, group, level, rule),
        "plain",
        verdict,
        Optional.of(failure(rule)),
        id.endsWith("known") ? "issue 12 is about it" : "",
        Duration.ofMillis(1_300));
  }

  private static Failure failure(String rule) {
    return new Failure(
        List.of(rule),
        3,
        "frame 2: log A1",
        "frame 2: log A2",
        List.of("connects", "sends log A1 from thread a", "peer says ACCEPT", "sends log A2"),
        diagram(),
        List.of(
            Chunk.of("subject", "peer", bytes("{\"type\":\"handshake\",\"child")),
            Chunk.of("subject", "peer", bytes("Id\":\"w-1\"}\n")),
            Chunk.of(
                "peer",
                "subject",
                bytes("{\"type\":\"handshake_ack\",\"accepted\":true,\"note\":\"é\\\\\"}\r\n")),
            Chunk.of("subject", "peer", bytes("x".repeat(70_000) + "\n"))),
        "conform --case " + rule + " --seed 42",
        "worker: late flush\n\tat line 12\n\u001b[31mred\u001b[0m\n");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Diagram diagram() {
    return new Diagram(
        List.of("program", "client", "peer"),
        List.of(
            arrow(1, "program", "client", "connects"),
            arrow(0, "client", "client", "Connecting → AwaitingAck"),
            arrow(2, "program", "client", "sends log A1 from thread a"),
            arrow(0, "client", "peer", "handshake"),
            arrow(
                3, "peer", "client", "says ACCEPT, CONTEXT with 12 files and a long list of words"),
            arrow(
                0,
                "client",
                "client",
                "Ready, and the queue has one message that was accepted early"),
            arrow(4, "program", "client", "sends log A2"),
            arrow(0, "client", "peer", "log A2"),
            arrow(0, "client", "peer", "log A1")));
  }

  private static Diagram.Arrow arrow(int step, String from, String to, String what) {
    return new Diagram.Arrow(step, from, to, what);
  }
}
