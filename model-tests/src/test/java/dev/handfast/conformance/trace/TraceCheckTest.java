package dev.handfast.conformance.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.Rule;
import dev.handfast.evidence.Evidence;
import dev.handfast.evidence.Rung;
import dev.handfast.trace.TraceEntry;
import dev.handfast.transport.JdkTransport;
import dev.handfast.transport.JunixTransport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(Lifecycle.PER_CLASS)
class TraceCheckTest {
  private static final Evidence EVIDENCE = Evidence.of(TraceCheckTest.class);

  /// 60 talks over each of two transports: some twenty of each way to end.
  private static final int TALKS = 60;

  /// The talks that are changed in every way: some 4,000 changes.
  private static final int CHANGED = 40;

  /// Per cent of the noticed changes for which a reason why nobody could notice them may be given
  /// all the same: a reason says what two entries are, not all that hangs on them.
  private static final int EXCUSED = 1;

  /// Per cent of the changes that must be noticed, with no reason given for the others.
  private static final int NOTICED = 90;

  private final List<List<TraceEntry>> traces = new ArrayList<>();

  @BeforeAll
  void talk(@TempDir Path folder) throws IOException {
    for (int seed = 0; seed < TALKS; seed++) {
      traces.add(Talk.trace(seed, folder, JdkTransport::new));
      traces.add(Talk.trace(seed, folder, JunixTransport::new));
    }
  }

  @Test
  @Rule({"HF-1", "HF-2", "HF-4", "HF-5", "HF-7", "HF-9", "HF-10", "HF-12", "HF-14", "HF-27"})
  void what_happens_over_a_real_socket_is_possible() {
    for (List<TraceEntry> trace : traces) {
      TraceCheck.Report report = check(trace);

      assertThat(report.impossible()).extracting(Impossible::message).isEmpty();
      assertThat(report.entries()).isEqualTo(trace.size()).isPositive();
      assertThat(report.unfinished()).isZero();
    }
    assertThat(traces.stream().mapToInt(trace -> check(trace).paired()).sum())
        .as("connections whose both sides are compared")
        .isGreaterThanOrEqualTo(100);
    EVIDENCE.figure("traces of real sockets that are checked", traces.size());
  }

  @Test
  void what_is_changed_in_a_trace_is_noticed_unless_nobody_could() {
    var made = new EnumMap<Change.Kind, Integer>(Change.Kind.class);
    var invisible = new EnumMap<Invisible, Integer>(Invisible.class);
    var excused = new ArrayList<String>();
    var named = new EnumMap<Change.Kind, TreeMap<String, Integer>>(Change.Kind.class);
    var unnoticed = new TreeMap<String, Integer>();
    for (List<TraceEntry> trace : traces.subList(0, CHANGED)) {
      TraceCheck.Report before = check(trace);
      Change.all(trace)
          .forEach(
              change -> {
                made.merge(change.kind(), 1, Integer::sum);
                TraceCheck.Report after = check(change.in(trace));
                if (after.isAllowed() && after.unfinished() == before.unfinished()) {
                  Invisible.reason(change, trace)
                      .ifPresentOrElse(
                          reason -> invisible.merge(reason, 1, Integer::sum),
                          () -> unnoticed.merge(change.words(trace), 1, Integer::sum));
                } else {
                  Invisible.reason(change, trace).ifPresent(_ -> excused.add(change.words(trace)));
                  named
                      .computeIfAbsent(change.kind(), _ -> new TreeMap<>())
                      .merge(reason(after), 1, Integer::sum);
                }
              });
    }
    for (Change.Kind kind : Change.Kind.values()) {
      if (unnoticed.keySet().stream().noneMatch(words -> words.startsWith(kind + " "))) {
        EVIDENCE.killed(
            "trace/" + kind,
            Rung.TRACES,
            List.of("every change"),
            1,
            "%d changes, noticed: %s".formatted(made.get(kind), named.get(kind)));
      }
    }
    EVIDENCE.sample("changes of traces", made);
    EVIDENCE.sample("changes of traces that nobody could notice", invisible);
    int all = made.values().stream().mapToInt(Integer::intValue).sum();
    int noticed = all - invisible.values().stream().mapToInt(Integer::intValue).sum();
    System.out.printf(
        "changes of traces: %s, %d of %d noticed, %d of these excused; nobody could notice %s%n",
        made, noticed, all, excused.size(), invisible);
    assertThat(unnoticed).as("changes that somebody could have noticed").isEmpty();
    assertThat(excused)
        .as("changes that nobody could notice, it is said, and that were, of %d", noticed)
        .hasSizeLessThanOrEqualTo(noticed * EXCUSED / 100);
    assertThat(100 * noticed / all)
        .as("per cent of all changes that are noticed")
        .isGreaterThanOrEqualTo(NOTICED);
  }

  private static String reason(TraceCheck.Report report) {
    return report.impossible().isEmpty()
        ? "no end"
        : report.impossible().getFirst().rule().replaceFirst("^section .*", Evidence.TABLE);
  }

  private static TraceCheck.Report check(List<TraceEntry> trace) {
    var check = new TraceCheck();
    for (int i = 0; i < trace.size(); i++) {
      check.take(new Place("trace", i + 1), trace.get(i));
    }
    return check.report();
  }
}
