package dev.handfast.cli.permission;

import dev.handfast.cli.screen.Paint;
import dev.handfast.cli.screen.Visible;
import dev.handfast.message.Confirmation;
import dev.handfast.message.Decision;
import dev.handfast.message.PermissionRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// Asks a person, one question at a time in order of arrival, and remembers approved patterns.
///
/// Where nobody can answer, because the input has ended or the prompt fails, the answer is *deny*
/// (HF-23), and a notice says so.
public final class TerminalApprover implements Approver {
  private final Prompt prompt;
  private final Paint paint;
  private final Consumer<String> notices;
  private final ReentrantLock turn = new ReentrantLock(true); // fair: in order of arrival
  private final Patterns patterns = new Patterns();
  private boolean ended;

  /// @param prompt shows the questions
  /// @param paint colours them
  /// @param notices gets what a person is to know besides, as lines that are safe for a terminal
  public TerminalApprover(Prompt prompt, Paint paint, Consumer<String> notices) {
    this.prompt = prompt;
    this.paint = paint;
    this.notices = notices;
  }

  @Override
  public Decision decide(String childId, PermissionRequest request) throws InterruptedException {
    turn.lockInterruptibly();
    try {
      Optional<String> pattern = patterns.covering(request.confirmation());
      if (pattern.isPresent()) {
        return Decision.approvePattern(pattern.get());
      }
      return ended ? Decision.deny() : ask(childId, request.confirmation());
    } finally {
      turn.unlock();
    }
  }

  private Decision ask(String childId, Confirmation confirmation) throws InterruptedException {
    try {
      Decision decision = answer(new Question(childId, confirmation, paint), confirmation);
      if (decision instanceof Decision.ApprovePattern(String pattern)) {
        patterns.remember(confirmation.toolName(), pattern);
      }
      return decision;
    } catch (Prompt.EndOfInput _) {
      ended = true;
      notices.accept("the input has ended: this request and every later one is denied");
      return Decision.deny();
    } catch (RuntimeException failure) { // a prompt that fails ends nothing but its question
      notices.accept(
          "cannot ask about the request of %s, so it is denied: %s"
              .formatted(Visible.of(childId), Visible.of(failure.toString())));
      return Decision.deny();
    }
  }

  private Decision answer(Question question, Confirmation confirmation)
      throws InterruptedException {
    List<String> lines = question.lines();
    while (true) {
      switch (Answer.read(prompt.ask(lines, question.prompt()), confirmation)) {
        case Answer.Given(Decision decision) -> {
          return decision;
        }
        case Answer.ShowAll _ -> lines = question.allLines();
        case Answer.Unclear(String complaint) -> {
          lines = new ArrayList<>(question.lines());
          lines.add(paint.bad(complaint));
        }
      }
    }
  }
}
