package dev.handfast.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.handfast.Rule;
import dev.handfast.SocketPath;
import dev.handfast.conformance.reference.ReferenceClient;
import dev.handfast.conformance.replay.Recording;
import dev.handfast.conformance.replay.Report;
import dev.handfast.conformance.replay.Where;
import dev.handfast.conformance.script.Corner;
import dev.handfast.conformance.script.Corners;
import dev.handfast.conformance.script.Script;
import dev.handfast.conformance.script.Surroundings.Arrival;
import dev.handfast.conformance.script.Surroundings.Pipe;
import dev.handfast.conformance.socket.ClientOverSocket;
import dev.handfast.conformance.story.Played;
import dev.handfast.conformance.world.ClientSubject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/// The real client, its own threads, and the kernel: the same scripts, the same answers.
@AddLifecycleHook(SeedInReport.class)
class ClientSocketProperties {
  /// 400 lives: a few milliseconds each, and twice what every build must have.
  private static final int LIVES = 400;

  /// 100 lives: what differs between the transports is small, and under their common contract.
  private static final int JUNIX_LIVES = 100;

  /// What every build reaches at least a dozen times; the rest takes a narrow pipe, a broken
  /// connection, or more lives.
  private static final Corner[] OFTEN = {
    Corner.CONNECTING,
    Corner.AWAITING_ACK,
    Corner.FINISHING,
    Corner.READY,
    Corner.HALF_CLOSED,
    Corner.FLUSH,
    Corner.FINISHED_QUEUE_WRITTEN,
    Corner.REFUSED_WITH_QUEUE,
    Corner.TIMED_OUT_WITH_QUEUE,
    Corner.CLOSED_DURING_REQUEST,
    Corner.REQUEST_LOST,
    Corner.VIOLATION_WITH_QUEUE,
    Corner.REPORTED,
    Corner.CONNECT_FAILED,
    Corner.COUNTED
  };

  private static final Map<Corner, Integer> REACHED = new EnumMap<>(Corner.class);
  private static Path folder = Path.of("");
  private static int lives;

  @BeforeContainer
  static void make_a_folder() throws IOException {
    Path socket = SocketPath.privateDirectory("peer").path();
    folder = socket.resolveSibling(".").normalize();
  }

  @AfterContainer
  static void count() throws IOException {
    System.out.println("client over the socket: " + lives + " scripts, reached " + REACHED);
    assertThat(lives).isGreaterThanOrEqualTo(LIVES + JUNIX_LIVES);
    assertThat(REACHED).containsKeys(OFTEN);
    try (var left = Files.list(folder)) {
      for (Path file : left.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  @Property(tries = LIVES, edgeCases = EdgeCasesMode.NONE)
  @Rule({"HF-1", "HF-2", "HF-3", "HF-4", "HF-5", "HF-6", "HF-7", "HF-8", "HF-9", "HF-10", "HF-12"})
  void any_order_of_events_agrees_with_the_reference(@ForAll("lives") Script script) {
    agrees(script, Where.JDK);
  }

  @Property(tries = JUNIX_LIVES, edgeCases = EdgeCasesMode.NONE)
  @Rule({"HF-1", "HF-2", "HF-3", "HF-4", "HF-5", "HF-6", "HF-7", "HF-8", "HF-9", "HF-10", "HF-12"})
  void any_order_of_events_agrees_with_the_reference_over_junixsocket(
      @ForAll("lives") Script script) {
    agrees(script, Where.JUNIX);
  }

  private static void agrees(Script script, Where where) {
    lives++;
    Script whole = script.overSocket();
    Corners.of(whole, ReferenceClient::account).forEach(c -> REACHED.merge(c, 1, Integer::sum));
    Path path = folder.resolve("s" + lives);
    Played played =
        ClientOverSocket.play(
            whole, path, where.transport(), ClientSubject::real, UnaryOperator.identity());
    if (!played.agrees()) {
      fail(
          "%n%s%nthe whole evidence:%n%s",
          Report.text(new Recording.ClientLife(script), played, where),
          String.join("\n", played.story().evidence()));
    }
  }

  @Provide
  Arbitrary<Script> lives() {
    return Lives.in(place -> place.pipe() == Pipe.WIDE && place.arrival() != Arrival.REFUSED_TWICE);
  }
}
