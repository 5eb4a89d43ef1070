package dev.handfast.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.CloseCause;
import dev.handfast.Rule;
import dev.handfast.SocketPath;
import dev.handfast.client.HandfastClient;
import dev.handfast.conformance.Until;
import dev.handfast.message.Decision;
import dev.handfast.message.LogLevel;
import dev.handfast.server.DuplicatePolicy;
import dev.handfast.server.HandfastServer;
import dev.handfast.server.Worker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Worker processes that die by SIGKILL, wherever they are, under one orchestrator that lives on.
@ParameterizedClass
@EnumSource
class KilledWorkerTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final String LEFT = "left: ";

  /// What a worker says in a whole life.
  private static final List<String> EVERYTHING =
      List.of(
          "STARTING",
          "early 1",
          "early 2",
          "early 3",
          "THINKING",
          "a question",
          "late 1",
          "late 2",
          "late 3",
          "the result");

  /// Where a worker lives: its sockets, and what becomes of a second one of its name.
  enum House {
    JDK_REPLACES(Sockets.JDK, DuplicatePolicy.REPLACE),
    JDK_REFUSES(Sockets.JDK, DuplicatePolicy.REJECT),
    JUNIX_REPLACES(Sockets.JUNIX, DuplicatePolicy.REPLACE),
    JUNIX_REFUSES(Sockets.JUNIX, DuplicatePolicy.REJECT);

    private final Sockets sockets;
    private final DuplicatePolicy duplicates;

    House(Sockets sockets, DuplicatePolicy duplicates) {
      this.sockets = sockets;
      this.duplicates = duplicates;
    }
  }

  @TempDir private Path folder;
  private final House house;
  private final Map<Session, List<String>> sessions = new ConcurrentHashMap<>();
  private final AtomicInteger workers = new AtomicInteger();
  private final AtomicInteger deaths = new AtomicInteger();
  private HandfastServer server;

  private record Session(String name, long epoch) {}

  KilledWorkerTest(House house) {
    this.house = house;
  }

  @BeforeEach
  void start() {
    server =
        HandfastServer.builder(SocketPath.of(folder.resolve("s")))
            .transport(house.sockets.factory())
            .onDuplicate(house.duplicates)
            .onJoined(worker -> note(worker, "joined"))
            .onStatus((worker, status) -> note(worker, status.report().status().name()))
            .onLog((worker, log) -> note(worker, log.content()))
            .onPermission(
                (worker, _) -> {
                  note(worker, "a question");
                  return Decision.approve();
                })
            .onComplete((worker, _) -> note(worker, "the result"))
            .onLeft((worker, cause) -> note(worker, LEFT + cause.message()))
            .start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void note(Worker worker, String what) {
    sessions
        .computeIfAbsent(
            new Session(worker.childId(), worker.epoch()), _ -> new CopyOnWriteArrayList<>())
        .add(what);
  }

  private List<List<String>> sessionsOf(String name) {
    return sessions.entrySet().stream()
        .filter(session -> session.getKey().name().equals(name))
        .sorted((a, b) -> Long.compare(a.getKey().epoch(), b.getKey().epoch()))
        .map(Map.Entry::getValue)
        .toList();
  }

  @Test
  @Rule({"HF-4", "HF-5", "HF-14", "HF-15", "HF-20"})
  void a_worker_that_is_killed_anywhere_leaves_a_clear_end_and_a_free_name() throws Exception {
    Path clean = live("clean", Point.NEVER);
    Until.comes("the end of a clean life", () -> haveEnded(sessionsOf("clean"), 1));
    assertThat(sessionsOf("clean")).singleElement().satisfies(all -> assertThat(all).hasSize(12));

    List<Point> points =
        Campaign.share(
            Campaign.points("workers in " + house, clean), house, List.of(House.values()));
    Campaign.run(points, this::dies);
    assertThat(deaths.get()).as("deaths").isGreaterThan(points.size() / 2);
  }

  private void dies(Point point) throws Exception {
    String name = "w-" + workers.incrementAndGet();
    Path diary = live(name, point);
    comesBack(name);
    int written = Diary.lines(diary, "event written ").size();
    Until.comes("the end of all sessions of " + name, () -> hasEnded(name, written));

    List<List<String>> lives = sessionsOf(name);
    assertThat(lives.getLast())
        .as("the next worker of the name")
        .startsWith("joined", "again")
        .hasSize(3);
    assertThat(lives).as("sessions").hasSizeBetween(1, 2);
    if (lives.size() == 1) {
      assertThat(written).as("messages written by a worker that never joined").isZero();
    } else {
      judge(lives.getFirst(), written);
    }
  }

  private static void judge(List<String> told, int written) {
    assertThat(told.getFirst()).isEqualTo("joined");
    assertThat(told.getLast()).as("why it ended").contains("peer went away");
    assertThat(told).filteredOn(what -> what.startsWith(LEFT)).as("ends").hasSize(1);
    List<String> said = told.subList(1, told.size() - 1);
    assertThat(said).as("what was handled").isEqualTo(EVERYTHING.subList(0, said.size()));
    assertThat(said).as("what the kernel had taken").hasSizeGreaterThanOrEqualTo(written);
  }

  /// Who has written was a worker: its session is told, too, and may be told late.
  private boolean hasEnded(String name, int written) {
    List<List<String>> lives = sessionsOf(name);
    return lives.stream().anyMatch(told -> told.contains("again"))
        && haveEnded(lives, written == 0 ? 1 : 2);
  }

  private static boolean haveEnded(List<List<String>> lives, int least) {
    return lives.size() >= least
        && lives.stream().allMatch(told -> !told.isEmpty() && told.getLast().startsWith(LEFT));
  }

  private Path live(String name, Point point) throws InterruptedException {
    Path diary = folder.resolve(name);
    Process process =
        Mortals.start(MortalWorker.class, server.socket(), name, diary, point, house.sockets);
    int exit = Mortals.end(process);
    assertThat(exit).as("exit code").matches(point::allows);
    if (exit == Point.KILLED) {
      deaths.incrementAndGet();
    }
    return diary;
  }

  /// The next start under the same name: where a second one of a name is refused, it tries until
  /// the orchestrator has learnt of the death.
  private void comesBack(String name) {
    Until.comes("an accepted worker " + name, () -> isAccepted(name));
  }

  private boolean isAccepted(String name) {
    HandfastClient next =
        HandfastClient.builder(server.socket())
            .transport(house.sockets.factory())
            .childId(name)
            .start();
    var _ = next.log(LogLevel.TEXT, "again");
    CloseCause cause = next.drain(LONG).cause();
    if (house.duplicates == DuplicatePolicy.REJECT && cause instanceof CloseCause.Refused) {
      return false;
    }
    assertThat(cause).isEqualTo(new CloseCause.ClosedLocally());
    return true;
  }
}
