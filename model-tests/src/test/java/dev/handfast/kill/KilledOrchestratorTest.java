package dev.handfast.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.CloseCause;
import dev.handfast.Delivery;
import dev.handfast.HandfastException;
import dev.handfast.Receipt;
import dev.handfast.Rule;
import dev.handfast.SocketPath;
import dev.handfast.client.HandfastClient;
import dev.handfast.client.PermissionCall;
import dev.handfast.message.Confirmation;
import dev.handfast.message.Json;
import dev.handfast.message.LogLevel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Orchestrator processes that die by SIGKILL, wherever they are, and a worker that lives on.
class KilledOrchestratorTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  /// 8 messages: some before the ack, some after it, wherever it falls.
  private static final int MESSAGES = 8;

  private static final int ASKED_AFTER = 4;

  @TempDir private Path folder;
  private final AtomicInteger lives = new AtomicInteger();
  private final AtomicInteger deaths = new AtomicInteger();

  @ParameterizedTest
  @EnumSource
  @Rule({"HF-4", "HF-5", "HF-7", "HF-20", "HF-28"})
  void an_orchestrator_that_is_killed_anywhere_leaves_clear_ends_and_a_usable_path(Sockets sockets)
      throws Exception {
    Path place = live(sockets, Point.NEVER);

    List<Point> points =
        Campaign.share(
            Campaign.points("orchestrators over " + sockets, place.resolve("diary")),
            sockets,
            List.of(Sockets.values()));
    Campaign.run(points, point -> NextStart.succeeds(live(sockets, point).resolve("s"), sockets));
    assertThat(deaths.get()).as("deaths").isGreaterThan(points.size() / 2);
  }

  /// One life in a directory of its own.
  private Path live(Sockets sockets, Point point) throws Exception {
    Path place = Files.createDirectory(folder.resolve(Integer.toString(lives.incrementAndGet())));
    Path socket = place.resolve("s");
    Path diary = place.resolve("diary");
    Process process = Mortals.start(MortalOrchestrator.class, socket, diary, point, sockets);
    Optional<Books> books =
        listens(process) ? Optional.of(work(SocketPath.of(socket), sockets)) : Optional.empty();
    int exit = Mortals.end(process);
    assertThat(exit).as("exit code").matches(point::allows);
    if (exit == Point.KILLED) {
      deaths.incrementAndGet();
    }
    if (books.isPresent()) {
      judge(books.get(), diary);
    }
    return place;
  }

  private static boolean listens(Process process) throws IOException {
    return "listening".equals(process.inputReader().readLine());
  }

  /// What the worker that lives on can say.
  private record Books(
      List<Receipt> accepted, List<PermissionCall> asked, List<String> orders, CloseCause cause) {}

  private static Books work(SocketPath socket, Sockets sockets) throws Exception {
    var orders = new CopyOnWriteArrayList<String>();
    var accepted = new ArrayList<Receipt>();
    var asked = new ArrayList<PermissionCall>();
    HandfastClient client =
        HandfastClient.builder(socket)
            .transport(sockets.factory())
            .childId("w")
            .handshakeTimeout(LONG)
            .onContext(context -> orders.add(context.context()))
            .start();
    try {
      for (int i = 1; i <= MESSAGES; i++) {
        accepted.add(client.log(LogLevel.TEXT, "log " + i));
        if (i == ASKED_AFTER) {
          asked.add(client.askPermission(question()));
          var _ = asked.getFirst().future().get(LONG.toSeconds(), TimeUnit.SECONDS);
        }
      }
    } catch (HandfastException.Closed _) {
      assertThat(client.closeCause()).as("a refusal has a cause").isPresent();
    }
    CloseCause cause = client.drain(LONG).cause();
    return new Books(accepted, asked, orders, cause);
  }

  private static Confirmation question() {
    return Confirmation.builder()
        .toolName("bash")
        .input(Json.parse("{\"command\":\"ls\"}"))
        .isDangerous(false)
        .build();
  }

  private static void judge(Books books, Path diary) {
    List<String> got =
        Diary.lines(diary, "got ").stream().filter(s -> s.startsWith("log")).toList();
    var sent = new ArrayList<String>();
    var outcomes = new StringBuilder();
    for (Receipt receipt : books.accepted()) {
      sent.add("log " + (sent.size() + 1));
      assertThat(receipt.delivery()).as("the outcome of %s", sent.getLast()).isPresent();
      outcomes.append(letter(receipt.delivery().orElseThrow()));
    }
    assertThat(outcomes.toString()).as("outcomes, in order").matches("w*u?f*");
    assertThat(got).as("what was handled").isEqualTo(sent.subList(0, got.size()));
    assertThat(got.size())
        .as("what was handled, of %s", outcomes)
        .isLessThanOrEqualTo(outcomes.toString().replace("f", "").length());
    assertThat(books.asked()).allMatch(call -> call.reply().isPresent(), "has a reply");
    assertThat(books.orders())
        .as("orders")
        .isEqualTo(List.of("order 1", "order 2", "order 3").subList(0, books.orders().size()))
        .hasSizeGreaterThanOrEqualTo(Diary.lines(diary, "event written inject_context").size());
    assertThat(books.cause())
        .as("why it ended")
        .isInstanceOfAny(CloseCause.PeerClosed.class, CloseCause.ClosedLocally.class);
  }

  private static char letter(Delivery delivery) {
    return switch (delivery) {
      case Delivery.Written _ -> 'w';
      case Delivery.Unknown _ -> 'u';
      case Delivery.Failed _ -> 'f';
    };
  }
}
