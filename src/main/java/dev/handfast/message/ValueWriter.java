package dev.handfast.message;

import dev.handfast.message.ApprovalSuggestions.Category;

/// Writes the values inside a frame, their fields in the order of the specification.
final class ValueWriter {
  private ValueWriter() {}

  static void worker(FieldWriter f, WorkerIdentity worker) {
    f.text("childId", worker.childId());
    f.text("worktree", worker.worktree());
    f.text("branch", worker.branch());
    f.text("task", worker.task());
    f.maybeText("model", worker.model());
    f.maybeText("provider", worker.provider());
  }

  static void offer(FieldWriter f, ProtocolOffer offer) {
    f.wholes("versions", offer.versions());
    f.texts("capabilities", offer.capabilities());
  }

  static void answer(FieldWriter f, Answer answer) {
    switch (answer) {
      case Answer.Accepted accepted -> {
        f.flag("accepted", true);
        f.maybeObject("config", accepted.config(), ValueWriter::config);
        f.maybeText("context", accepted.context());
        f.maybeObject("protocol", accepted.protocol(), ValueWriter::choice);
        f.maybeText("sessionId", accepted.sessionId());
      }
      case Answer.Refused refused -> {
        f.flag("accepted", false);
        f.maybeText("error", refused.error());
      }
    }
  }

  static void report(FieldWriter f, StatusReport report) {
    f.word("status", report.status().wire());
    f.maybeText("currentTool", report.currentTool());
    f.maybeNumber("progress", report.progress());
    f.maybeObject("tokensUsed", report.tokensUsed(), ValueWriter::tokens);
    f.maybeText("message", report.message());
  }

  static void result(FieldWriter f, TaskResult result) {
    f.maybeText("workerId", result.workerId());
    f.flag("success", result.success());
    f.text("response", result.response());
    f.whole("toolCallCount", result.toolCallCount());
    f.object("tokensUsed", result.tokensUsed(), ValueWriter::tokens);
    f.whole("duration", result.duration().toMillis());
    f.maybeText("prUrl", result.prUrl());
    f.text("branch", result.branch());
    f.whole("commits", result.commits());
    f.texts("filesChanged", result.filesChanged());
  }

  static void failure(FieldWriter f, TaskFailure failure) {
    f.text("message", failure.message());
    f.maybeText("code", failure.code());
    f.flag("recoverable", failure.recoverable());
  }

  static void confirmation(FieldWriter f, Confirmation confirmation) {
    f.text("toolName", confirmation.toolName());
    f.json("input", confirmation.input());
    f.flag("isDangerous", confirmation.isDangerous());
    f.maybeText("dangerReason", confirmation.dangerReason());
    f.maybeJson("diffPreview", confirmation.diffPreview());
    f.maybeObject(
        "approvalSuggestions", confirmation.approvalSuggestions(), ValueWriter::suggestions);
    f.maybeJson("securityWarning", confirmation.securityWarning());
  }

  static void decision(FieldWriter f, Decision decision) {
    switch (decision) {
      case Decision.Approve _ -> f.word("result", Decision.Approve.TYPE);
      case Decision.Deny _ -> f.word("result", Decision.Deny.TYPE);
      case Decision.Abort _ -> f.word("result", Decision.Abort.TYPE);
      case Decision.ApprovePattern pattern -> f.object("result", pattern, ValueWriter::pattern);
      case Decision.ApproveCategory category -> f.object("result", category, ValueWriter::category);
    }
  }

  private static void pattern(FieldWriter f, Decision.ApprovePattern approved) {
    f.word("type", Decision.ApprovePattern.TYPE);
    f.text("pattern", approved.pattern());
  }

  private static void category(FieldWriter f, Decision.ApproveCategory approved) {
    f.word("type", Decision.ApproveCategory.TYPE);
    f.text("categoryId", approved.categoryId());
  }

  private static void config(FieldWriter f, AckConfig config) {
    f.maybeTexts("autoApprove", config.autoApprove());
    f.maybeWhole("timeout", config.timeout());
  }

  private static void choice(FieldWriter f, ProtocolChoice choice) {
    f.whole("version", choice.version());
    f.texts("capabilities", choice.capabilities());
  }

  private static void tokens(FieldWriter f, Tokens tokens) {
    f.whole("input", tokens.input());
    f.whole("output", tokens.output());
  }

  private static void suggestions(FieldWriter f, ApprovalSuggestions suggestions) {
    f.text("suggestedPattern", suggestions.suggestedPattern());
    f.objects("matchedCategories", suggestions.matchedCategories(), ValueWriter::matched);
  }

  private static void matched(FieldWriter f, Category category) {
    f.text("id", category.id());
    f.text("name", category.name());
    f.text("description", category.description());
  }
}
