package dev.handfast.conformance.scenario;

import dev.handfast.conformance.schedule.Finding.Kind;
import dev.handfast.message.Decision;
import dev.handfast.message.PermissionRequest;
import dev.handfast.server.AnswerReport;
import dev.handfast.server.Worker;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/// What workers ask, what a thread decides, and what the server says became of it.
final class Questions {
  private final Map<String, CompletableFuture<Decision>> open = new ConcurrentHashMap<>();
  private final List<AnswerReport> reports = Collections.synchronizedList(new ArrayList<>());

  /// The server's handler: decides nothing yet.
  CompletionStage<Decision> asked(Worker worker, PermissionRequest request) {
    return question(request.id());
  }

  /// The server's handler: decides at once.
  CompletionStage<Decision> approved(Worker worker, PermissionRequest request) {
    approve(request.id());
    return question(request.id());
  }

  /// The server's report.
  void told(Worker worker, AnswerReport report) {
    reports.add(report);
  }

  /// Decides about a request.
  void approve(String id) {
    question(id).complete(Decision.approve());
  }

  private CompletableFuture<Decision> question(String id) {
    return open.computeIfAbsent(id, _ -> new CompletableFuture<>());
  }

  /// Each request is answered once, and the answer is the one that was told (HF-7, HF-33).
  ///
  /// @param heard the frames that the worker heard
  void judge(List<String> heard, Judge judge) {
    for (String id : open.keySet()) {
      List<String> answers = heard.stream().filter(frame -> frame.endsWith(" " + id)).toList();
      List<String> told =
          reports.stream()
              .filter(report -> report.request().id().equals(id))
              .filter(AnswerReport.Accepted.class::isInstance)
              .map(report -> frame(report.decision(), id))
              .toList();
      if (answers.isEmpty()) {
        judge.find(Kind.LOST, id + " has no answer, and was told " + told);
      } else if (answers.size() > 1) {
        judge.find(Kind.TWICE, id + " has more than one answer: " + answers);
      } else if (!told.equals(answers)) {
        judge.find(Kind.UNTRUE, "%s was told %s, and heard %s".formatted(id, told, answers));
      }
    }
  }

  private static String frame(Decision decision, String id) {
    return (decision instanceof Decision.Deny ? "denial " : "answer ") + id;
  }
}
