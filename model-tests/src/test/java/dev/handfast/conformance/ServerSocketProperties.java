package dev.handfast.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.handfast.Rule;
import dev.handfast.conformance.reference.ReferenceServer;
import dev.handfast.conformance.replay.Recording;
import dev.handfast.conformance.replay.Report;
import dev.handfast.conformance.replay.Stage;
import dev.handfast.conformance.replay.Where;
import dev.handfast.conformance.script.ServerCorner;
import dev.handfast.conformance.script.ServerCorners;
import dev.handfast.conformance.script.ServerScript;
import dev.handfast.conformance.story.Played;
import java.util.EnumMap;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.AfterContainer;

/// The real server, its own threads, the kernel, and up to four workers: the same scripts, the same
/// answers.
@AddLifecycleHook(SeedInReport.class)
class ServerSocketProperties {
  /// 200 lives: some fifteen milliseconds each.
  private static final int LIVES = 200;

  /// 100 lives: what differs between the transports is small, and under their common contract.
  private static final int JUNIX_LIVES = 100;

  /// What every build reaches at least a dozen times; the rest is for the scripts in memory, of
  /// which there are more.
  private static final ServerCorner[] OFTEN = {
    ServerCorner.ACCEPTED,
    ServerCorner.REFUSED_BY_THE_PROGRAM,
    ServerCorner.SUPERSEDED,
    ServerCorner.TWO_SESSIONS_OF_ONE_NAME,
    ServerCorner.TWO_WORKERS,
    ServerCorner.TIMED_OUT_BEFORE_THE_VERDICT,
    ServerCorner.VERDICT_FOR_NOBODY,
    ServerCorner.STOPPED_BEFORE_THE_VERDICT,
    ServerCorner.ANSWERED_TOO_LATE,
    ServerCorner.ANSWERED,
    ServerCorner.LOGGED,
    ServerCorner.ORDERED,
    ServerCorner.ORDERED_NOBODY,
    ServerCorner.PONG,
    ServerCorner.PING,
    ServerCorner.SILENT_WORKER,
    ServerCorner.CLOSED_LOCALLY,
    ServerCorner.VIOLATION_DUPLICATE_HANDSHAKE,
    ServerCorner.VIOLATION_BEFORE_THE_HANDSHAKE
  };

  private static final Map<ServerCorner, Integer> REACHED = new EnumMap<>(ServerCorner.class);
  private static int lives;

  @AfterContainer
  static void count() {
    System.out.println("server over the socket: " + lives + " scripts, reached " + REACHED);
    assertThat(lives).isGreaterThanOrEqualTo(LIVES + JUNIX_LIVES);
    assertThat(REACHED).containsKeys(OFTEN);
  }

  @Property(tries = LIVES, edgeCases = EdgeCasesMode.NONE)
  @Rule({"HF-9", "HF-10", "HF-13", "HF-14", "HF-15", "HF-16", "HF-17", "HF-20", "HF-21", "HF-27"})
  void any_order_of_events_agrees_with_the_reference(@ForAll("lives") ServerScript script) {
    agrees(script, Where.JDK);
  }

  @Property(tries = JUNIX_LIVES, edgeCases = EdgeCasesMode.NONE)
  @Rule({"HF-9", "HF-10", "HF-13", "HF-14", "HF-15", "HF-16", "HF-17", "HF-20", "HF-21", "HF-27"})
  void any_order_of_events_agrees_with_the_reference_over_junixsocket(
      @ForAll("lives") ServerScript script) {
    agrees(script, Where.JUNIX);
  }

  private static void agrees(ServerScript script, Where where) {
    lives++;
    ServerScript whole = script.overSocket(ReferenceServer::of);
    ServerCorners.of(whole, ReferenceServer.course(whole))
        .forEach(corner -> REACHED.merge(corner, 1, Integer::sum));
    Played played = Stage.of(where).play(script);
    if (!played.agrees()) {
      fail(
          "%n%s%nthe whole evidence:%n%s",
          Report.text(new Recording.ServerLife(script), played, where),
          String.join("\n", played.story().evidence()));
    }
  }

  @Provide
  Arbitrary<ServerScript> lives() {
    return ServerLives.all();
  }
}
