package dev.handfast.cli.permission;

import static dev.handfast.cli.permission.Requests.bash;
import static dev.handfast.cli.permission.Requests.dangerous;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.Race;
import dev.handfast.cli.screen.Paint;
import dev.handfast.message.Decision;
import dev.handfast.message.PermissionRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TerminalApproverTest {
  private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> answers = new SynchronousQueue<>();
  private final List<String> notices = new ArrayList<>();
  private final Questions<String> questions = new Questions<>(approver(this::prompt));

  private String prompt(List<String> lines, String question) throws InterruptedException {
    asked.add(lines.getFirst() + lines.getLast());
    String answer = answers.take();
    if (answer.equals("EOF")) {
      throw new Prompt.EndOfInput();
    }
    return answer;
  }

  @AfterEach
  void close() {
    questions.close();
  }

  @Race("D11")
  @Test
  void two_workers_that_ask_at_once_are_both_answered_in_order() throws Exception {
    CompletableFuture<Decision> first = ask("w-1", bash("ls"));
    CompletableFuture<Decision> second = ask("w-2", bash("pwd"));

    assertThat(next()).startsWith("w-1 asks").endsWith("ls");
    assertThat(asked).as("one question at a time").isEmpty();
    answers.put("a");
    assertThat(next()).startsWith("w-2 asks").endsWith("pwd");
    answers.put("d");

    assertThat(first.get()).isEqualTo(Decision.approve());
    assertThat(second.get()).isEqualTo(Decision.deny());
  }

  @Race("D12")
  @Test
  void a_worker_that_leaves_takes_its_questions_along_and_the_next_one_is_asked() throws Exception {
    CompletableFuture<Decision> standing = ask("w-1", bash("ls"));
    CompletableFuture<Decision> queued = ask("w-1", bash("pwd"));
    CompletableFuture<Decision> others = ask("w-2", bash("id"));
    next();

    questions.withdraw("w-1");

    assertThat(standing.get()).isEqualTo(Decision.deny());
    assertThat(queued.get()).isEqualTo(Decision.deny());
    assertThat(next()).startsWith("w-2 asks");
    answers.put("x");
    assertThat(others.get()).isEqualTo(Decision.abort());
  }

  @Race("D13")
  @Test
  void a_prompt_that_fails_denies_its_question_says_so_and_the_next_one_is_asked()
      throws Exception {
    var failures = new ArrayList<>(List.of("boom\u001b[31m"));
    Approver approver =
        approver(
            (_, _) -> {
              if (!failures.isEmpty()) {
                throw new IllegalStateException(failures.removeLast());
              }
              return "a";
            });

    assertThat(approver.decide("w-1", bash("ls"))).isEqualTo(Decision.deny());
    assertThat(notices)
        .singleElement()
        .asString()
        .contains("w-1", "denied", "boom")
        .doesNotContain("\u001b");
    assertThat(approver.decide("w-1", bash("ls"))).isEqualTo(Decision.approve());
  }

  @Test
  void at_the_end_of_input_everything_is_denied_and_that_is_said_once() throws Exception {
    CompletableFuture<Decision> first = ask("w-1", bash("ls"));
    CompletableFuture<Decision> second = ask("w-2", bash("pwd"));
    answers.put("EOF");

    assertThat(first.get()).isEqualTo(Decision.deny());
    assertThat(second.get()).isEqualTo(Decision.deny());
    assertThat(ask("w-3", bash("id")).get()).isEqualTo(Decision.deny());
    assertThat(asked).hasSize(1);
    assertThat(notices)
        .containsExactly("the input has ended: this request and every later one is denied");
  }

  @Test
  void only_a_clear_answer_decides_and_any_other_is_asked_again_with_what_was_wrong()
      throws Exception {
    CompletableFuture<Decision> decision = ask("w-1", bash("ls"));
    next();
    for (String unclear : List.of("", "y", "yes", "aa", "a d", "approve it", "p", "\u001b[A")) {
      answers.put(unclear);
      assertThat(next()).as(unclear).contains("got ", "wanted ").doesNotContain("\u001b");
    }
    assertThat(decision).isNotDone();

    answers.put("  APPROVE ");

    assertThat(decision.get()).isEqualTo(Decision.approve());
  }

  @Test
  void an_approved_pattern_is_remembered_for_the_run_and_every_worker() throws Exception {
    CompletableFuture<Decision> first = ask("w-1", bash("touch x"));
    next();
    answers.put("p touch *");
    assertThat(first.get()).isEqualTo(Decision.approvePattern("touch *"));

    assertThat(ask("w-2", bash("touch y")).get()).isEqualTo(Decision.approvePattern("touch *"));
    assertThat(asked).as("nobody was asked").isEmpty();

    CompletableFuture<Decision> other = ask("w-2", bash("touch y; rm y"));
    assertThat(next()).endsWith("rm y");
    answers.put("d");
    assertThat(other.get()).isEqualTo(Decision.deny());
  }

  @Test
  void a_pattern_that_does_not_fit_and_one_for_what_is_dangerous_are_not_taken() throws Exception {
    CompletableFuture<Decision> first = ask("w-1", bash("touch x"));
    next();
    answers.put("p ls *");
    assertThat(next()).contains("the pattern ls * does not fit");
    answers.put("d");
    assertThat(first.get()).isEqualTo(Decision.deny());

    CompletableFuture<Decision> second = ask("w-1", dangerous("rm x"));
    next();
    answers.put("p rm *");
    assertThat(next()).contains("no pattern approves what is dangerous");
    answers.put("a");
    assertThat(second.get()).isEqualTo(Decision.approve());
  }

  @Test
  void p_alone_takes_the_suggestion_of_the_worker() throws Exception {
    CompletableFuture<Decision> decision = ask("w-1", Requests.suggesting("touch x", "touch *"));
    next();
    answers.put("p");

    assertThat(decision.get()).isEqualTo(Decision.approvePattern("touch *"));
  }

  @Test
  void after_its_end_whatever_is_asked_is_denied() throws Exception {
    CompletableFuture<Decision> standing = ask("w-1", bash("ls"));
    next();

    questions.close();

    assertThat(standing.get()).isEqualTo(Decision.deny());
    assertThat(ask("w-1", bash("ls")).get()).isEqualTo(Decision.deny());
  }

  @Test
  void an_approver_that_asks_nobody_always_says_the_same() {
    assertThat(AutoApprover.APPROVE.decide("w-1", dangerous("rm"))).isEqualTo(Decision.approve());
    assertThat(AutoApprover.DENY.decide("w-1", bash("ls"))).isEqualTo(Decision.deny());
    assertThat(AutoApprover.ABORT.decide("w-1", bash("ls"))).isEqualTo(Decision.abort());
  }

  private Approver approver(Prompt prompt) {
    return new TerminalApprover(prompt, Paint.PLAIN, notices::add);
  }

  private CompletableFuture<Decision> ask(String worker, PermissionRequest request) {
    return questions.ask(worker, worker, request);
  }

  private String next() throws InterruptedException {
    String question = asked.poll(20, TimeUnit.SECONDS);
    assertThat(question).as("a question").isNotNull();
    return question;
  }
}
