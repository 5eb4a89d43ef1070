package dev.handfast.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.Rule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Orchestrator processes that die by SIGKILL at each step of taking a path and giving it back.
class KilledListenerTest {
  /// Steps that change nothing: to die before one of them is to die before the next.
  private static final Set<String> LOOKING =
      Set.of(
          "exists",
          "getAttribute",
          "isDirectory",
          "isRegularFile",
          "isSymbolicLink",
          "newDirectoryStream",
          "notExists",
          "readAttributes");

  @TempDir private Path folder;
  private final AtomicInteger lives = new AtomicInteger();
  private final AtomicInteger deaths = new AtomicInteger();
  private Path rewritten = Path.of("");

  @BeforeEach
  void rewrite() {
    rewritten = folder.resolve("classes");
    Steps.into(rewritten);
  }

  @ParameterizedTest
  @EnumSource
  @Rule("HF-28")
  void whatever_a_start_or_a_stop_leaves_half_done_hinders_no_later_start(Sockets sockets)
      throws Exception {
    List<String> steps = Diary.events(live(sockets, Point.NEVER).resolve("diary"));
    assertThat(steps).contains("bind", "setPosixFilePermissions", "createLink", "deleteIfExists");

    List<Point> points =
        IntStream.range(0, steps.size())
            .filter(at -> !LOOKING.contains(steps.get(at)))
            .mapToObj(at -> Point.event(at + 1))
            .toList();
    List<Point> mine = Campaign.share(points, sockets, List.of(Sockets.values()));
    Campaign.run(mine, point -> NextStart.succeeds(live(sockets, point).resolve("s"), sockets));
    assertThat(deaths.get()).as("deaths").isGreaterThan(mine.size() / 2);
  }

  /// One life in a directory of its own.
  private Path live(Sockets sockets, Point end) throws Exception {
    Path place = Files.createDirectory(folder.resolve(Integer.toString(lives.incrementAndGet())));
    Process process =
        Mortals.start(
            List.of(rewritten),
            MortalListener.class,
            place.resolve("s"),
            place.resolve("diary"),
            end,
            sockets);
    int exit = Mortals.end(process);
    assertThat(exit).as("exit code").matches(end::allows);
    if (exit == Point.KILLED) {
      deaths.incrementAndGet();
    }
    return place;
  }
}
