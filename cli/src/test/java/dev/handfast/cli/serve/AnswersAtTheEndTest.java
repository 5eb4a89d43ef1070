package dev.handfast.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.CloseCause;
import dev.handfast.SocketPath;
import dev.handfast.message.Decision;
import dev.handfast.message.PermissionRequest;
import dev.handfast.server.DuplicatePolicy;
import dev.handfast.server.Worker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What `serve` tells of its answers is what its worker gets, also in the instant of a stop.
@Timeout(60)
class AnswersAtTheEndTest {
  private static final String CHILD = "w-1";

  private final Queue<Happening> told = new ConcurrentLinkedQueue<>();
  private final CountDownLatch asking = new CountDownLatch(1);
  private final CountDownLatch handlerMayGoOn = new CountDownLatch(1);
  private final CompletableFuture<Happening.Obeyed> obeyed = new CompletableFuture<>();

  @TempDir private Path directory;

  /// Holds the handler that asks, between the desk and the answer.
  private boolean hear(Happening happening) {
    told.add(happening);
    if (happening instanceof Happening.Obeyed known) {
      obeyed.complete(known);
    }
    if (happening instanceof Happening.Said(_, PermissionRequest _)) {
      asking.countDown();
      return held();
    }
    return true;
  }

  private boolean held() {
    try {
      return handlerMayGoOn.await(Served.HUNG_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      return false;
    }
  }

  private List<Decision> answersTold() {
    return told.stream()
        .filter(Happening.Decided.class::isInstance)
        .map(happening -> ((Happening.Decided) happening).decision())
        .toList();
  }

  private Orchestrator orchestrator(Desk desk) {
    return new Orchestrator(
        SocketPath.of(socket()), DuplicatePolicy.REJECT, this::hear, desk, Optional.empty());
  }

  private Path socket() {
    return directory.resolve("serve.sock");
  }

  private static List<String> answersRead(Raw worker) throws Exception {
    var answers = new ArrayList<String>();
    for (String line = worker.lines().readLine(); line != null; line = worker.lines().readLine()) {
      if (line.contains("\"type\":\"permission_response\"")) {
        answers.add(line);
      }
    }
    return answers;
  }

  @Test
  void a_request_whose_handler_returns_after_the_stop_is_told_as_denied_only_if_its_worker_is()
      throws Exception {
    var orchestrator = orchestrator(new OpenRequests());
    try (var worker = Raw.joined(socket(), CHILD)) {
      worker.ask(CHILD, "p", "bash", "ls");
      assertThat(asking.await(Served.HUNG_SECONDS, TimeUnit.SECONDS)).isTrue();
      var stopped = CompletableFuture.runAsync(orchestrator::close);
      List<String> answers = answersRead(worker); // to the end of its side: the stop has begun

      handlerMayGoOn.countDown(); // its deny comes when nothing can be written any more
      worker.leave();
      stopped.get(Served.HUNG_SECONDS, TimeUnit.SECONDS);

      assertThat(answersTold())
          .as("told, where its worker read %s", answers)
          .hasSameSizeAs(answers);
      assertThat(answers).hasSize(1).first().asString().contains("\"result\":\"deny\"");
      assertThat(answersTold()).containsExactly(Decision.deny());
    }
  }

  @Test
  void an_order_that_answers_after_the_stop_is_refused_and_its_answer_told_as_refused()
      throws Exception {
    var open = new OpenRequests();
    var orchestrator = orchestrator(new KeptOpen(open));
    try (var worker = Raw.joined(socket(), CHILD)) {
      worker.ask(CHILD, "p", "bash", "ls");
      assertThat(asking.await(Served.HUNG_SECONDS, TimeUnit.SECONDS)).isTrue();
      var stopped = CompletableFuture.runAsync(orchestrator::close);
      assertThat(answersRead(worker)).hasSize(1); // the deny, and the end of its side

      var order =
          new Order.Answer(
              "permission", Optional.of("7"), Optional.of(CHILD), "p", Decision.approve());
      orchestrator.obey(order);
      handlerMayGoOn
          .countDown(); // that the stop has denied it is told now, and the order's answer behind it

      assertThat(obeyed.get(Served.HUNG_SECONDS, TimeUnit.SECONDS))
          .isEqualTo(
              new Happening.Obeyed(order, new Outcome.SessionOver(new CloseCause.ClosedLocally())));
      assertThat(told).filteredOn(Happening.NotAnswered.class::isInstance).hasSize(1);
      assertThat(answersTold()).containsExactly(Decision.deny());
      worker.leave();
      stopped.get(Served.HUNG_SECONDS, TimeUnit.SECONDS);
    }
  }

  /// A desk that takes nothing back: an order is faster than it.
  private record KeptOpen(OpenRequests requests) implements Desk {
    @Override
    public CompletableFuture<Decision> ask(Worker worker, PermissionRequest request) {
      return requests.ask(worker, request);
    }

    @Override
    public void withdraw(Worker worker) {}

    @Override
    public Optional<String> answer(
        Optional<String> childId,
        String requestId,
        Decision decision,
        Consumer<PermissionRequest> meant) {
      return requests.answer(childId, requestId, decision, meant);
    }

    @Override
    public void close() {}
  }
}
