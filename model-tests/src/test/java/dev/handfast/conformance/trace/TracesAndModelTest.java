package dev.handfast.conformance.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.Rule;
import dev.handfast.conformance.model.Tlc;
import dev.handfast.evidence.Evidence;
import dev.handfast.server.DuplicatePolicy;
import dev.handfast.trace.TraceEntry;
import dev.handfast.transport.JdkTransport;
import dev.handfast.transport.JunixTransport;
import dev.handfast.transport.TransportFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// The model checker reads traces of real sockets, of both sides: what ran is something that the
/// model can do; and of changed traces, `handfast check` rejects those that the model cannot show,
/// and no other.
@TestInstance(Lifecycle.PER_CLASS)
class TracesAndModelTest {
  private static final Evidence EVIDENCE = Evidence.of(TracesAndModelTest.class);
  private static final List<TransportFactory> TRANSPORTS =
      List.of(JdkTransport::new, JunixTransport::new);

  /// 50 talks over each of two transports.
  private static final int TALKS = 50;

  /// Traces of either side, in every build. Not every worker comes so far as to connect.
  private static final int LEAST = 100;

  /// Of each way to treat a second worker of one childId, over each of two transports.
  private static final int NAMESAKES = 6;

  /// Every twentieth change of the first ones: some 80 of each side.
  private static final int EVERY = 20;

  private static final int CHANGED = 25;
  private static final Path MODELS = Path.of(System.getProperty("handfast.root", ".."), "spec/tla");

  private final List<List<TraceEntry>> talks = new ArrayList<>();
  private final List<ServerInTla.Trace> namesakes = new ArrayList<>();

  /// One side, and how the model reads it.
  ///
  /// @param module that reads it
  /// @param machine that the module asks
  /// @param entries what a trace has shown
  /// @param with the same trace with other entries
  /// @param inTla the module that has the traces
  private record Side<T>(
      String module,
      String machine,
      Function<T, List<TraceEntry>> entries,
      BiFunction<T, List<TraceEntry>, T> with,
      Function<List<T>, String> inTla) {}

  private static final Side<List<TraceEntry>> WORKER =
      new Side<>(
          "WorkerTraces",
          "ClientMachine",
          Function.identity(),
          (_, entries) -> entries,
          InTla::module);

  private static final Side<ServerInTla.Trace> ORCHESTRATOR =
      new Side<>(
          "OrchestratorTraces",
          "ServerMachine",
          ServerInTla.Trace::entries,
          (trace, entries) -> new ServerInTla.Trace(trace.policy(), entries),
          ServerInTla::module);

  @BeforeAll
  void talk(@TempDir Path folder) throws IOException {
    for (int seed = 0; seed < TALKS; seed++) {
      for (TransportFactory transport : TRANSPORTS) {
        talks.add(Talk.trace(seed, folder, transport));
      }
    }
    for (DuplicatePolicy policy : DuplicatePolicy.values()) {
      for (int seed = 0; seed < NAMESAKES; seed++) {
        for (TransportFactory transport : TRANSPORTS) {
          namesakes.add(Namesakes.trace(seed, policy, folder, transport));
        }
      }
    }
  }

  @Test
  @Rule({"HF-1", "HF-2", "HF-3", "HF-4", "HF-5", "HF-6", "HF-7", "HF-12"})
  void the_model_can_do_what_ran_and_of_what_is_changed_it_says_what_the_check_says(
      @TempDir Path folder) throws Exception {
    agree(WORKER, talks.stream().map(talk -> of("worker", talk)).toList(), folder);
  }

  @Test
  @Rule({"HF-4", "HF-5", "HF-7", "HF-9", "HF-13", "HF-14", "HF-15", "HF-27", "HF-33"})
  void the_model_can_do_what_orchestrators_did_and_of_what_is_changed_it_says_what_the_check_says(
      @TempDir Path folder) throws Exception {
    var traces = new ArrayList<>(namesakes);
    talks.stream()
        .map(talk -> new ServerInTla.Trace(DuplicatePolicy.REJECT, of("orchestrator", talk)))
        .filter(trace -> !trace.entries().isEmpty()) // a worker that closed before it connected
        .forEach(traces::add);
    agree(ORCHESTRATOR, traces, folder);
  }

  /// It is handed over while the connection lives, and the kernel takes it when somebody else has
  /// ended it meanwhile: once in two thousand talks.
  @Test
  @Rule({"HF-2", "HF-25"})
  void a_frame_of_the_connections_own_may_leave_behind_the_end(@TempDir Path folder)
      throws Exception {
    List<TraceEntry> worker =
        HandMade.worker()
            .goes("Connecting", "Finishing", "Closed")
            .outcome("log m", "failed")
            .ended()
            .sent("handshake", "h", HandMade.HANDSHAKE)
            .entries();
    List<TraceEntry> orchestrator =
        HandMade.registered().goes("Closed").ended().sent("ping", "p", "").entries();

    assertThat(List.of(worker, orchestrator)).allMatch(trace -> isPossible(byCheck(trace)));
    assertThat(possibleByModel(WORKER, List.of(worker), made(folder, "worker"))).containsExactly(1);
    var trace = new ServerInTla.Trace(DuplicatePolicy.REJECT, orchestrator);
    assertThat(possibleByModel(ORCHESTRATOR, List.of(trace), made(folder, "orchestrator")))
        .containsExactly(1);
  }

  private static Path made(Path folder, String name) throws IOException {
    return Files.createDirectory(folder.resolve(name));
  }

  @Test
  @Rule("HF-15")
  void two_sessions_of_one_name_overlap_only_where_the_newer_one_replaces_the_older(
      @TempDir Path folder) throws Exception {
    List<List<TraceEntry>> takenOver =
        namesakes.stream()
            .filter(trace -> trace.policy() == DuplicatePolicy.REPLACE)
            .map(trace -> withLateEnd(trace.entries()))
            .toList();
    List<ServerInTla.Trace> both =
        Stream.of(DuplicatePolicy.REPLACE, DuplicatePolicy.REJECT)
            .flatMap(
                policy -> takenOver.stream().map(trace -> new ServerInTla.Trace(policy, trace)))
            .toList();

    assertThat(possibleByModel(ORCHESTRATOR, both, folder))
        .isNotEmpty()
        .containsExactlyElementsOf(IntStream.rangeClosed(1, takenOver.size()).boxed().toList());
  }

  /// The trace, but that the first session whose name is taken learns of it last.
  private static List<TraceEntry> withLateEnd(List<TraceEntry> trace) {
    TraceEntry end =
        trace.stream()
            .filter(entry -> entry.detail().equals(Optional.of("Registered → Closed")))
            .findFirst()
            .orElseThrow();
    int from = trace.indexOf(end);
    Predicate<Integer> isLate =
        i -> i >= from && trace.get(i).connection().equals(end.connection());
    List<Integer> places = IntStream.range(0, trace.size()).boxed().toList();
    return Stream.concat(places.stream().filter(isLate.negate()), places.stream().filter(isLate))
        .map(trace::get)
        .toList();
  }

  private static <T> void agree(Side<T> side, List<T> traces, Path folder) throws Exception {
    List<T> changed =
        traces.stream().limit(CHANGED).flatMap(trace -> changes(side, trace)).toList();
    List<T> some =
        IntStream.range(0, changed.size())
            .filter(i -> i % EVERY == 0)
            .mapToObj(changed::get)
            .toList();
    List<T> all = Stream.concat(traces.stream(), some.stream()).toList();

    Set<Integer> byModel = possibleByModel(side, all, folder);

    assertThat(traces).as("traces of real sockets").hasSizeGreaterThanOrEqualTo(LEAST);
    assertThat(IntStream.rangeClosed(1, traces.size()).filter(number -> !byModel.contains(number)))
        .extracting(number -> side.inTla().apply(List.of(traces.get(number - 1))))
        .as("traces of real sockets that the model takes for impossible")
        .isEmpty();
    EVIDENCE.figure("traces of real sockets that TLC reads, " + side.module(), "at least " + LEAST);
    List<Integer> possibleByCheck =
        IntStream.rangeClosed(1, all.size())
            .filter(number -> isPossible(byCheck(side.entries().apply(all.get(number - 1)))))
            .boxed()
            .toList();
    System.out.printf(
        "%s: %d traces of real sockets and %d changed ones: %d possible by the model, %d by the"
            + " check%n",
        side.module(), traces.size(), some.size(), byModel.size(), possibleByCheck.size());
    assertThat(
            IntStream.rangeClosed(1, all.size())
                .filter(number -> byModel.contains(number) != possibleByCheck.contains(number)))
        .extracting(
            number ->
                byCheck(side.entries().apply(all.get(number - 1)))
                    + side.inTla().apply(List.of(all.get(number - 1))))
        .as("traces of which the model and the check say different things")
        .isEmpty();
    long rejected =
        changed.stream().filter(trace -> !isPossible(byCheck(side.entries().apply(trace)))).count();
    System.out.printf(
        "%s: %d of %d changes are rejected%n", side.module(), rejected, changed.size());
    assertThat(100 * rejected / changed.size())
        .as("per cent of the changes that are rejected")
        .isGreaterThanOrEqualTo(90);
  }

  /// The changes that the model can see: it knows no ids of the connection's own frames, for
  /// example.
  private static <T> Stream<T> changes(Side<T> side, T trace) {
    String asItIs = side.inTla().apply(List.of(trace));
    List<TraceEntry> entries = side.entries().apply(trace);
    return Change.all(entries)
        .map(change -> change.in(entries))
        .filter(changed -> changed.stream().allMatch(entry -> Seen.of(entry).isPresent()))
        .map(changed -> side.with().apply(trace, changed))
        .filter(changed -> !side.inTla().apply(List.of(changed)).equals(asItIs));
  }

  private static List<TraceEntry> of(String role, List<TraceEntry> trace) {
    return trace.stream().filter(entry -> entry.role().equals(role)).toList();
  }

  private static TraceCheck.Report byCheck(List<TraceEntry> trace) {
    var check = new TraceCheck();
    for (TraceEntry entry : trace) {
      check.take(new Place("trace", 1), entry);
    }
    return check.report();
  }

  private static boolean isPossible(TraceCheck.Report report) {
    return report.isAllowed() && report.unfinished() == 0;
  }

  private static <T> Set<Integer> possibleByModel(Side<T> side, List<T> traces, Path folder)
      throws IOException, InterruptedException {
    for (String file :
        List.of(
            side.machine() + ".tla", "Sight.tla", side.module() + ".tla", side.module() + ".cfg")) {
      Files.copy(MODELS.resolve(file), folder.resolve(file));
    }
    Files.writeString(folder.resolve("Traces.tla"), side.inTla().apply(traces));
    Tlc.Result result = Tlc.checkIn(folder, side.module());
    assertThat(result.exit()).as(result.text()).isZero();
    var possible = new TreeSet<Integer>();
    Pattern.compile("<<\"possible\", (\\d+)>>")
        .matcher(result.text())
        .results()
        .forEach(found -> possible.add(Integer.parseInt(found.group(1))));
    return possible;
  }
}
