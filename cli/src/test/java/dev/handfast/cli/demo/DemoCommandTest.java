package dev.handfast.cli.demo;

import static dev.handfast.cli.Command.handfast;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.cli.Command;
import dev.handfast.trace.TraceEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One demo between real processes, looked at from several sides.
class DemoCommandTest {
  @TempDir private static Path directory;
  private static Command demo = new Command(-1, "", "");
  private static Path trace = Path.of("");

  @BeforeAll
  static void play() {
    trace = directory.resolve("run.ndjson");
    demo = handfast("demo", "--json", "--workers", "4", "--trace", trace.toString());
  }

  @Test
  void it_ends_well() {
    assertThat(demo.err()).isEmpty();
    assertThat(demo.exitCode()).isZero();
  }

  @Test
  void the_last_line_has_the_sums_and_nothing_is_lost_but_by_the_client_before_its_fix() {
    int naiveBurst = Script.BURST; // the one group that the refused worker believes sent
    int perWorker = 3 * Script.BURST;
    int accepted = (perWorker + 5) + (perWorker + 1) + (perWorker + 2) + 2 * Script.BURST;
    int failed = 2 * Script.BURST;
    int refused = 4 * Script.BURST;

    assertThat(demo.lines().getLast())
        .isEqualTo(
            """
            {"workers":4,"accepted":%d,"delivered":%d,"failed":%d,"unknown":0,"unconfirmed":0,\
            "lost":0,"reordered":0,"duplicated":0,\
            "naive":{"accepted":%d,"delivered":%d,"refused":%d,"lost":%d}}\
            """
                .formatted(
                    accepted,
                    accepted - failed,
                    failed,
                    accepted - refused,
                    accepted - refused - naiveBurst,
                    refused,
                    naiveBurst));
  }

  @Test
  void workers_send_before_they_are_connected_and_while_they_shake_hands() {
    for (String worker : List.of("w-1", "w-2", "w-3", "w-4")) {
      assertThat(events("handfast", worker))
          .as(worker)
          .containsSubsequence(
              "Connecting sent 5 sends returned", "AwaitingAck sent 5 sends returned");
    }
  }

  @Test
  void one_asks_and_gets_it_one_is_called_off_one_is_turned_away_the_rest_just_work() {
    assertThat(demo.lines())
        .anyMatch(event("w-1", "← approves the request"))
        .anyMatch(event("w-1", "#18 I may (tool_call)"))
        .anyMatch(event("w-2", "#16 called off (cancelled)"))
        .anyMatch(event("w-3", "#16 done"))
        .anyMatch(event("w-4", "10 failed: handshake refused: not in this run"))
        .noneMatch(event("w-4", "→ "));
  }

  @Test
  void the_trace_has_all_processes_in_the_order_of_time() throws IOException {
    List<TraceEntry> entries = Files.readAllLines(trace).stream().map(TraceEntry::parse).toList();

    assertThat(entries)
        .extracting(entry -> entry.role() + " " + entry.connection())
        .contains("worker w-1", "worker w-2", "worker w-3", "worker w-4", "orchestrator c-4");
    List<TraceEntry> ofOne =
        entries.stream().filter(entry -> entry.connection().equals("w-1")).toList();
    assertThat(ofOne).isSortedAccordingTo((a, b) -> a.time().compareTo(b.time()));
    assertThat(ofOne.getFirst().detail()).contains("Idle → Connecting");
    assertThat(ofOne.getLast().event()).isEqualTo("ended");
  }

  @Test
  void the_trace_command_reads_that_trace() {
    Command view = handfast("trace", trace.toString());

    assertThat(view.exitCode()).isZero();
    assertThat(view.err()).isEmpty();
    assertThat(view.lines()).allMatch(line -> line.length() <= 100, "fits 100 columns");
    assertThat(view.out()).contains("→ sent handshake w-1", "← got  handshake_ack true");
  }

  private static List<String> events(String act, String worker) {
    return demo.lines().stream()
        .filter(line -> line.startsWith("{\"act\":\"" + act + "\""))
        .map(line -> line.replaceFirst("\"nanos\":\\d+,", ""))
        .filter(line -> line.contains("\"worker\":\"" + worker + "\""))
        .map(
            line ->
                line.replaceFirst(
                    ".*\"state\":\"(.*)\",\"event\":\"(.*)\",\"text\":\"(.*)\"}", "$1 $2 $3"))
        .toList();
  }

  private static java.util.function.Predicate<String> event(String worker, String text) {
    return line ->
        line.startsWith("{\"act\":\"handfast\"")
            && line.contains("\"worker\":\"" + worker + "\"")
            && line.contains(text);
  }
}
