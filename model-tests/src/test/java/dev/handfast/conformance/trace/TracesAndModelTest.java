package dev.handfast.conformance.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.Rule;
import dev.handfast.conformance.model.Tlc;
import dev.handfast.evidence.Evidence;
import dev.handfast.trace.TraceEntry;
import dev.handfast.transport.JdkTransport;
import dev.handfast.transport.JunixTransport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The model checker reads traces of real sockets: what ran is something that the model can do; and
/// of changed traces, `handfast check` rejects none that the model can show.
class TracesAndModelTest {
  private static final Evidence EVIDENCE = Evidence.of(TracesAndModelTest.class);

  /// 50 talks over each of two transports.
  private static final int TALKS = 50;

  /// Every twentieth change of the first ones: some 150 in all.
  private static final int EVERY = 20;

  private static final int CHANGED = 25;
  private static final Path MODELS = Path.of(System.getProperty("handfast.root", ".."), "spec/tla");

  @TempDir private Path folder = Path.of("");

  @Test
  @Rule({"HF-1", "HF-2", "HF-3", "HF-4", "HF-5", "HF-6", "HF-7", "HF-12"})
  void the_model_can_do_what_ran_and_the_check_rejects_nothing_that_the_model_can_do()
      throws Exception {
    var traces = new ArrayList<List<TraceEntry>>();
    for (int seed = 0; seed < TALKS; seed++) {
      traces.add(worker(Talk.trace(seed, folder, JdkTransport::new)));
      traces.add(worker(Talk.trace(seed, folder, JunixTransport::new)));
    }
    List<List<TraceEntry>> changed =
        traces.subList(0, CHANGED).stream().flatMap(TracesAndModelTest::changes).toList();
    List<List<TraceEntry>> some =
        IntStream.range(0, changed.size())
            .filter(i -> i % EVERY == 0)
            .mapToObj(changed::get)
            .toList();
    var all = new ArrayList<>(traces);
    all.addAll(some);

    Set<Integer> byModel = possibleByModel(all);

    assertThat(byModel).containsAll(IntStream.rangeClosed(1, traces.size()).boxed().toList());
    Set<Integer> byCheck = possibleByCheck(all);
    EVIDENCE.figure("traces of real sockets that TLC reads", traces.size());
    System.out.printf(
        "%d traces of real sockets and %d changed ones: %d possible by the model, %d by the"
            + " check%n",
        traces.size(), some.size(), byModel.size(), byCheck.size());
    assertThat(all)
        .as("traces that the model can show and the check rejects")
        .filteredOn(trace -> byModel.contains(number(all, trace)))
        .filteredOn(trace -> !byCheck.contains(number(all, trace)))
        .extracting(trace -> InTla.module(List.of(trace)))
        .isEmpty();
  }

  private static int number(List<List<TraceEntry>> all, List<TraceEntry> trace) {
    return all.indexOf(trace) + 1;
  }

  /// The changes that the model can see: it knows no ids of the connection's own frames, for
  /// example.
  private static Stream<List<TraceEntry>> changes(List<TraceEntry> trace) {
    String asItIs = InTla.module(List.of(trace));
    return Change.all(trace)
        .map(change -> change.in(trace))
        .filter(changed -> changed.stream().allMatch(entry -> Seen.of(entry).isPresent()))
        .filter(changed -> !InTla.module(List.of(changed)).equals(asItIs));
  }

  private static List<TraceEntry> worker(List<TraceEntry> trace) {
    return trace.stream().filter(entry -> entry.role().equals("worker")).toList();
  }

  private static Set<Integer> possibleByCheck(List<List<TraceEntry>> traces) {
    var possible = new TreeSet<Integer>();
    for (int i = 0; i < traces.size(); i++) {
      var check = new TraceCheck();
      for (TraceEntry entry : traces.get(i)) {
        check.take(new Place("trace", 1), entry);
      }
      TraceCheck.Report report = check.report();
      if (report.isAllowed() && report.unfinished() == 0) {
        possible.add(i + 1);
      }
    }
    return possible;
  }

  private Set<Integer> possibleByModel(List<List<TraceEntry>> traces)
      throws IOException, InterruptedException {
    for (String file : List.of("ClientMachine.tla", "WorkerTraces.tla", "WorkerTraces.cfg")) {
      Files.copy(MODELS.resolve(file), folder.resolve(file));
    }
    Files.writeString(folder.resolve("Traces.tla"), InTla.module(traces));
    Tlc.Result result = Tlc.checkIn(folder, "WorkerTraces");
    assertThat(result.exit()).as(result.text()).isZero();
    var possible = new TreeSet<Integer>();
    Pattern.compile("<<\"possible\", (\\d+)>>")
        .matcher(result.text())
        .results()
        .forEach(found -> possible.add(Integer.parseInt(found.group(1))));
    return possible;
  }
}
