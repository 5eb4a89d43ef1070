package dev.handfast.conformance.report;

import dev.handfast.conformance.story.Diagram;
import dev.handfast.conformance.suite.CaseInfo;
import dev.handfast.conformance.suite.CaseResult;
import dev.handfast.conformance.suite.Chunk;
import dev.handfast.conformance.suite.Failure;
import dev.handfast.conformance.suite.Level;
import dev.handfast.conformance.suite.SuiteRun;
import dev.handfast.conformance.suite.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// A run in which every text is what somebody wants a report to obey.
final class Hostile {
  /// What means something to one form of report or another.
  static final List<String> TEXTS =
      List.of(
          "",
          "<script>document.title = 'obeyed'</script>",
          "\"><img src=x onerror=\"document.title='obeyed'\">",
          "'><svg onload=alert(1)>",
          "javascript:document.title='obeyed'",
          "#rule-1",
          "</style></pre></code></details>",
          "]]><!--",
          "--><![CDATA[ &lt; &amp; &#0; &bogus;",
          "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>&e;",
          "[here](https://example.org/) {0} {{1}}",
          "\u0000\u0001\b\f\u001b[31m\u007f\u0085",
          "line\r\nline\nline\ttab",
          "\u202eright to left\u2066\u2028\u2029\ufeff",
          "half \ud800 a pair \udc00, \ufffe and \uffff",
          "\ud83e\udd1d a pair",
          "' ; rm -rf / ; $(true) `true` \\",
          "x".repeat(500));

  private final Supplier<String> text;

  private Hostile(Supplier<String> text) {
    this.text = text;
  }

  /// A run whose texts come from somebody else, a case for each verdict and level.
  static SuiteRun run(Supplier<String> text) {
    return new Hostile(text).run();
  }

  /// A run with each of [#TEXTS] in each field.
  static List<SuiteRun> runs() {
    return TEXTS.stream().map(each -> run(() -> each)).toList();
  }

  private SuiteRun run() {
    var results = new ArrayList<CaseResult>();
    for (Verdict verdict : Verdict.values()) {
      for (Level level : Level.values()) {
        results.add(result(verdict, level));
      }
    }
    return new SuiteRun(
        text.get(),
        text.get(),
        "driver",
        List.of(text.get(), text.get()),
        7,
        results,
        List.of(text.get(), results.getFirst().info().id(), results.get(3).info().id()),
        List.of(new SuiteRun.Reached(text.get(), List.of(text.get(), text.get()), List.of())),
        Duration.ofMillis(1));
  }

  private CaseResult result(Verdict verdict, Level level) {
    return new CaseResult(
        new CaseInfo(
            "%s %s %s".formatted(text.get(), verdict, level),
            text.get(),
            text.get(),
            List.of("HF-1", text.get()),
            level,
            text.get(),
            List.of(text.get()),
            text.get()),
        text.get(),
        verdict,
        verdict.isBad() ? Optional.of(failure()) : Optional.empty(),
        text.get(),
        Duration.ofMillis(1));
  }

  private Failure failure() {
    String lane = text.get();
    String other = text.get();
    return new Failure(
        List.of(text.get()),
        1,
        text.get(),
        text.get(),
        List.of(text.get(), text.get()),
        new Diagram(
            List.of(lane, other),
            List.of(
                new Diagram.Arrow(1, lane, other, text.get()),
                new Diagram.Arrow(0, other, other, text.get()))),
        List.of(new Chunk(text.get(), text.get(), text.get()), Chunk.of("subject", "a", BYTES)),
        text.get(),
        text.get());
  }

  private static final byte[] BYTES = allBytes();

  private static byte[] allBytes() {
    var bytes = new byte[256];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    return bytes;
  }
}
