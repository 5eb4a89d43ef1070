package dev.handfast.cli.permission;

import static dev.handfast.cli.permission.Requests.bash;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.Race;
import dev.handfast.cli.screen.Paint;
import dev.handfast.message.Decision;
import dev.handfast.message.PermissionRequest;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The races of permission prompts: what a check sees of our questions, and of careless ones.
@Timeout(30)
class QuestionRacesTest {

  /// Where workers' questions go: ours.
  private static class Asking implements AutoCloseable {
    private final Questions<String> questions;

    Asking(Prompt prompt) {
      questions = new Questions<>(new TerminalApprover(prompt, Paint.PLAIN, _ -> {}));
    }

    CompletableFuture<Decision> ask(String worker, PermissionRequest request) {
      return questions.ask(worker, worker, request);
    }

    void left(String worker) {
      questions.withdraw(worker);
    }

    @Override
    public void close() {
      questions.close();
    }
  }

  /// What is asked while a question stands is laid where nobody looks (D11).
  private static final class OneAtMost extends Asking {
    private CompletableFuture<Decision> standing = CompletableFuture.completedFuture(null);

    OneAtMost(Prompt prompt) {
      super(prompt);
    }

    @Override
    CompletableFuture<Decision> ask(String worker, PermissionRequest request) {
      if (!standing.isDone()) {
        return new CompletableFuture<>();
      }
      standing = super.ask(worker, request);
      return standing;
    }
  }

  /// Nobody hears that a worker has left (D12).
  private static final class DeafToEnds extends Asking {
    DeafToEnds(Prompt prompt) {
      super(prompt);
    }

    @Override
    void left(String worker) {}
  }

  /// Sees questions, and answers when a check wants it.
  private static final class Person implements Prompt {
    private final BlockingQueue<String> sees = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> says = new LinkedBlockingQueue<>();

    @Override
    public String ask(List<String> lines, String question) throws InterruptedException {
      sees.add(lines.getFirst());
      return says.take();
    }
  }

  private interface Check {
    String of(Asking asking, Person person) throws Exception;
  }

  private static void race(
      Function<Prompt, Asking> careless, Check check, String right, String wrong) throws Exception {
    assertThat(seen(Asking::new, check)).as("with ours").isEqualTo(right);
    assertThat(seen(careless, check)).as("with the careless ones").isEqualTo(wrong);
  }

  private static String seen(Function<Prompt, Asking> made, Check check) throws Exception {
    var person = new Person();
    try (Asking asking = made.apply(person)) {
      return check.of(asking, person);
    }
  }

  @Test
  @Race("D11")
  void of_two_prompts_at_once_the_second_never_ends() throws Exception {
    race(
        OneAtMost::new,
        (asking, person) -> {
          CompletableFuture<Decision> first = asking.ask("w-1", bash("ls"));
          var _ = person.sees.take();
          CompletableFuture<Decision> second = asking.ask("w-2", bash("pwd"));
          person.says.addAll(List.of("a", "a", "a"));
          var _ = first.get();
          var _ = asking.ask("w-3", bash("id")).get(); // which comes behind the second
          return second.isDone() ? "decided" : "forgotten";
        },
        "decided",
        "forgotten");
  }

  @Test
  @Race("D12")
  void a_question_stays_when_its_worker_has_gone_and_the_dead_is_sent_back_to_work()
      throws Exception {
    race(
        DeafToEnds::new,
        (asking, person) -> {
          CompletableFuture<Decision> dead = asking.ask("w-1", bash("ls"));
          var _ = person.sees.take();
          CompletableFuture<Decision> alive = asking.ask("w-2", bash("pwd"));
          asking.left("w-1");
          if (dead.isDone()) {
            var _ = person.sees.take();
          }
          person.says.addAll(List.of("a", "d"));
          return "the dead: %s, the next: %s".formatted(dead.get(), alive.get());
        },
        "the dead: %s, the next: %s".formatted(Decision.deny(), Decision.approve()),
        "the dead: %s, the next: %s".formatted(Decision.approve(), Decision.deny()));
  }

  @Test
  @Race("D13")
  void a_prompt_that_fails_ends_more_than_its_question() throws InterruptedException {
    Prompt failing =
        (_, _) -> {
          throw new IllegalStateException("no terminal");
        };
    Approver careless = (_, request) -> decided(failing.ask(List.of(), request.id()));

    assertThat(asked(new TerminalApprover(failing, Paint.PLAIN, _ -> {})))
        .as("ours")
        .isEqualTo("%s, and on".formatted(Decision.deny()));
    assertThat(asked(careless)).as("the careless one").isEqualTo("the end: no terminal");
  }

  private static Decision decided(String answer) {
    return answer.equals("a") ? Decision.approve() : Decision.deny();
  }

  /// What an orchestrator lives through that asks.
  private static String asked(Approver approver) throws InterruptedException {
    try {
      return approver.decide("w-1", bash("ls")) + ", and on";
    } catch (IllegalStateException failure) {
      return "the end: " + failure.getMessage();
    }
  }
}
