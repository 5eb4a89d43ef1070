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
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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

  /// Of these traces all changes are made: of the orchestrators' all but one are of two workers of
  /// one childId.
  private static final int CHANGED = 25;

  private static final boolean DEEP = Boolean.getBoolean("handfast.deep");

  /// Of these every fortieth change is one that the model is asked about: some 70 of each side; in
  /// deep every fourth one of all traces, more than a thousand.
  private static final int SAMPLED = DEEP ? Integer.MAX_VALUE : 50;

  private static final int EVERY = DEEP ? 4 : 40;
  private static final Path MODELS = Path.of(System.getProperty("handfast.root", ".."), "spec/tla");

  private final List<List<TraceEntry>> workers = new ArrayList<>();
  private final List<ServerInTla.Trace> orchestrators = new ArrayList<>();

  /// Traces in which a second worker takes the name of the first.
  private final List<ServerInTla.Trace> takenOver = new ArrayList<>();

  private List<List<TraceEntry>> changedWorkers = List.of();
  private List<ServerInTla.Trace> changedOrchestrators = List.of();

  private Possible<List<TraceEntry>> possibleWorkers = new Possible<>(Set.of(), Set.of());
  private Possible<ServerInTla.Trace> possibleOrchestrators = new Possible<>(Set.of(), Set.of());

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

  /// What the model can do of the traces that it was asked about.
  private record Possible<T>(Set<T> asked, Set<T> traces) {
    boolean includes(T trace) {
      assertThat(asked.contains(trace)).as("the model was asked").isTrue();
      return traces.contains(trace);
    }
  }

  /// The model is asked once about all traces of a side: a run of TLC takes longer to start than to
  /// read most of them.
  @BeforeAll
  void talk(@TempDir Path folder) throws Exception {
    for (DuplicatePolicy policy : DuplicatePolicy.values()) {
      for (int seed = 0; seed < NAMESAKES; seed++) {
        for (TransportFactory transport : TRANSPORTS) {
          ServerInTla.Trace trace = Namesakes.trace(seed, policy, folder, transport);
          orchestrators.add(trace);
          if (policy == DuplicatePolicy.REPLACE) {
            takenOver.add(trace);
          }
        }
      }
    }
    for (int seed = 0; seed < TALKS; seed++) {
      for (TransportFactory transport : TRANSPORTS) {
        List<TraceEntry> talk = Talk.trace(seed, folder, transport);
        workers.add(of("worker", talk));
        var orchestrator = new ServerInTla.Trace(DuplicatePolicy.REJECT, of("orchestrator", talk));
        if (!orchestrator.entries().isEmpty()) { // a worker that closed before it connected
          orchestrators.add(orchestrator);
        }
      }
    }
    changedWorkers = sample(WORKER, workers);
    changedOrchestrators = sample(ORCHESTRATOR, orchestrators);
    possibleWorkers =
        byModel(WORKER, folder, List.of(workers, changedWorkers, List.of(LATE_HANDSHAKE)));
    possibleOrchestrators =
        byModel(
            ORCHESTRATOR,
            folder,
            List.of(
                orchestrators,
                changedOrchestrators,
                List.of(LATE_PING),
                overlapping(DuplicatePolicy.REPLACE),
                overlapping(DuplicatePolicy.REJECT)));
  }

  @Test
  @Rule({"HF-1", "HF-2", "HF-3", "HF-4", "HF-5", "HF-6", "HF-7", "HF-12"})
  void the_model_can_do_what_ran_and_of_what_is_changed_it_says_what_the_check_says() {
    agree(WORKER, workers, changedWorkers, possibleWorkers);
  }

  @Test
  @Rule({"HF-4", "HF-5", "HF-7", "HF-9", "HF-13", "HF-14", "HF-15", "HF-27", "HF-33"})
  void
      the_model_can_do_what_orchestrators_did_and_of_what_is_changed_it_says_what_the_check_says() {
    agree(ORCHESTRATOR, orchestrators, changedOrchestrators, possibleOrchestrators);
  }

  /// It is handed over while the connection lives, and the kernel takes it when somebody else has
  /// ended it meanwhile: once in two thousand talks.
  @Test
  @Rule({"HF-2", "HF-25"})
  void a_frame_of_the_connections_own_may_leave_behind_the_end() {
    assertThat(List.of(LATE_HANDSHAKE, LATE_PING.entries()))
        .allMatch(trace -> isPossible(byCheck(trace)));
    assertThat(possibleWorkers.includes(LATE_HANDSHAKE)).isTrue();
    assertThat(possibleOrchestrators.includes(LATE_PING)).isTrue();
  }

  private static final List<TraceEntry> LATE_HANDSHAKE =
      HandMade.worker()
          .goes("Connecting", "Finishing", "Closed")
          .outcome("log m", "failed")
          .ended()
          .sent("handshake", "h", HandMade.HANDSHAKE)
          .entries();

  private static final ServerInTla.Trace LATE_PING =
      new ServerInTla.Trace(
          DuplicatePolicy.REJECT,
          HandMade.registered().goes("Closed").ended().sent("ping", "p", "").entries());

  @Test
  @Rule("HF-15")
  void two_sessions_of_one_name_overlap_only_where_the_newer_one_replaces_the_older() {
    assertThat(overlapping(DuplicatePolicy.REPLACE))
        .isNotEmpty()
        .allMatch(possibleOrchestrators::includes);
    assertThat(overlapping(DuplicatePolicy.REJECT)).noneMatch(possibleOrchestrators::includes);
  }

  /// Traces of names that were taken over, but that the first session whose name is taken learns of
  /// it last; as if this were the policy.
  private List<ServerInTla.Trace> overlapping(DuplicatePolicy policy) {
    return takenOver.stream()
        .map(trace -> new ServerInTla.Trace(policy, withLateEnd(trace.entries())))
        .toList();
  }

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

  private static <T> void agree(Side<T> side, List<T> traces, List<T> some, Possible<T> byModel) {
    List<T> all = Stream.concat(traces.stream(), some.stream()).toList();

    assertThat(traces).as("traces of real sockets").hasSizeGreaterThanOrEqualTo(LEAST);
    assertThat(traces.stream().filter(trace -> !byModel.includes(trace)))
        .extracting(trace -> side.inTla().apply(List.of(trace)))
        .as("traces of real sockets that the model takes for impossible")
        .isEmpty();
    EVIDENCE.figure("traces of real sockets that TLC reads, " + side.module(), "at least " + LEAST);
    System.out.printf(
        "%s: %d traces of real sockets and %d changed ones: %d possible by the model, %d by the"
            + " check%n",
        side.module(),
        traces.size(),
        some.size(),
        all.stream().filter(byModel::includes).count(),
        all.stream().filter(trace -> isPossible(byCheck(side, trace))).count());
    assertThat(
            all.stream()
                .filter(trace -> byModel.includes(trace) != isPossible(byCheck(side, trace))))
        .extracting(trace -> byCheck(side, trace) + side.inTla().apply(List.of(trace)))
        .as("traces of which the model and the check say different things")
        .isEmpty();
    List<T> changed = changes(side, traces, CHANGED);
    long rejected = changed.stream().filter(trace -> !isPossible(byCheck(side, trace))).count();
    System.out.printf(
        "%s: %d of %d changes are rejected%n", side.module(), rejected, changed.size());
    assertThat(100 * rejected / changed.size())
        .as("per cent of the changes that are rejected")
        .isGreaterThanOrEqualTo(90);
  }

  private static <T> List<T> changes(Side<T> side, List<T> traces, int first) {
    return traces.stream().limit(first).flatMap(trace -> changes(side, trace)).toList();
  }

  private static <T> List<T> sample(Side<T> side, List<T> traces) {
    List<T> changed = changes(side, traces, SAMPLED);
    return IntStream.range(0, changed.size())
        .filter(i -> i % EVERY == 0)
        .mapToObj(changed::get)
        .toList();
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

  private static <T> TraceCheck.Report byCheck(Side<T> side, T trace) {
    return byCheck(side.entries().apply(trace));
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

  private static <T> Possible<T> byModel(Side<T> side, Path folder, List<List<T>> traces)
      throws IOException, InterruptedException {
    List<T> all = traces.stream().flatMap(List::stream).toList();
    Path place = Files.createDirectory(folder.resolve(side.module()));
    for (String file :
        List.of(
            side.machine() + ".tla", "Sight.tla", side.module() + ".tla", side.module() + ".cfg")) {
      Files.copy(MODELS.resolve(file), place.resolve(file));
    }
    Files.writeString(place.resolve("Traces.tla"), side.inTla().apply(all));
    Tlc.Result result = Tlc.checkIn(place, side.module());
    assertThat(result.exit()).as(result.text()).isZero();
    return new Possible<>(
        Set.copyOf(all),
        Pattern.compile("<<\"possible\", (\\d+)>>")
            .matcher(result.text())
            .results()
            .map(found -> all.get(Integer.parseInt(found.group(1)) - 1))
            .collect(Collectors.toSet()));
  }
}
