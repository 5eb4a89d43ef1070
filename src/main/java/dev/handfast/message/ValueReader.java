package dev.handfast.message;

import static dev.handfast.ViolationCode.INVALID_VALUE;
import static dev.handfast.ViolationCode.WRONG_TYPE;
import static java.util.stream.Collectors.toMap;

import dev.handfast.message.ApprovalSuggestions.Category;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Reads the values inside a frame, each as the specification describes it.
final class ValueReader {
  static final Map<String, LogLevel> LEVELS = bySpelling(LogLevel.values());

  private static final Map<String, WorkerStatus> STATUSES = bySpelling(WorkerStatus.values());

  private static final String FIVE_FORMS =
      "approve, deny, abort, or an object of type approve_pattern or approve_category";

  private ValueReader() {}

  static String childId(Fields f) throws Refusal {
    String childId = f.text("childId");
    if (!ChildId.valid(childId)) {
      throw f.refusal(INVALID_VALUE, "childId", Excerpt.quoted(childId), ChildId.WANTED);
    }
    return childId;
  }

  static WorkerIdentity worker(Fields f) throws Refusal {
    return new WorkerIdentity(
        childId(f),
        f.text("worktree"),
        f.text("branch"),
        f.text("task"),
        f.maybeText("model"),
        f.maybeText("provider"));
  }

  static ProtocolOffer offer(Fields f) throws Refusal {
    return new ProtocolOffer(
        f.wholes("versions", ProtocolChoice.LEAST_VERSION), f.texts("capabilities"));
  }

  /// Every field is checked, also those that the verdict makes pointless. The fields in the order
  /// of section 4, for the first fault is the one that is told.
  static HandshakeAck ack(Envelope envelope, Fields f) throws Refusal {
    boolean accepted = f.flag("accepted"); // HF-23: nothing but `true` accepts
    Answer refused = new Answer.Refused(f.maybeText("error"));
    Optional<AckConfig> config = f.maybeObject("config", ValueReader::config);
    Optional<String> context = f.maybeText("context");
    Optional<String> requestId = f.maybeText("requestId");
    Answer welcome =
        new Answer.Accepted(
            config,
            context,
            f.maybeObject("protocol", ValueReader::choice),
            f.maybeText("sessionId"));
    return new HandshakeAck(
        envelope.id(), envelope.timestamp(), requestId, accepted ? welcome : refused);
  }

  static StatusReport report(Fields f) throws Refusal {
    return new StatusReport(
        f.oneOf("status", STATUSES),
        f.maybeText("currentTool"),
        f.maybeNumber("progress", StatusReport.LEAST_PROGRESS, StatusReport.MOST_PROGRESS),
        f.maybeObject("tokensUsed", ValueReader::tokens),
        f.maybeText("message"));
  }

  static TaskResult result(Fields f) throws Refusal {
    return new TaskResult(
        f.maybeText("workerId"),
        f.flag("success"),
        f.text("response"),
        f.whole("toolCallCount", Counts.LEAST),
        f.object("tokensUsed", ValueReader::tokens),
        Duration.ofMillis(f.whole("duration", Long.MIN_VALUE)),
        f.maybeText("prUrl"),
        f.text("branch"),
        f.whole("commits", Counts.LEAST),
        f.texts("filesChanged"));
  }

  static TaskFailure failure(Fields f) throws Refusal {
    return new TaskFailure(f.text("message"), f.maybeText("code"), f.flag("recoverable"));
  }

  static Confirmation confirmation(Fields f) throws Refusal {
    return new Confirmation(
        f.text("toolName"),
        f.json("input"),
        f.flag("isDangerous"),
        f.maybeText("dangerReason"),
        f.maybeJson("diffPreview"),
        f.maybeObject("approvalSuggestions", ValueReader::suggestions),
        f.maybeJson("securityWarning"));
  }

  /// HF-23: what is none of the five forms is a violation, never an approval.
  static Decision decision(Fields f) throws Refusal {
    Node node = f.required("result", FIVE_FORMS);
    return switch (node) {
      case Node.Text(String word) ->
          switch (word) {
            case Decision.Approve.TYPE -> Decision.approve();
            case Decision.Deny.TYPE -> Decision.deny();
            case Decision.Abort.TYPE -> Decision.abort();
            default -> throw f.refusal(INVALID_VALUE, "result", Fields.show(node), FIVE_FORMS);
          };
      case Node.Members _ -> f.object("result", ValueReader::wideDecision);
      case Node.Numeral _, Node.Bool _, Node.Null _, Node.Items _ ->
          throw f.refusal(WRONG_TYPE, "result", Fields.show(node), FIVE_FORMS);
    };
  }

  private static Decision wideDecision(Fields f) throws Refusal {
    String type = f.text("type");
    return switch (type) {
      case Decision.ApprovePattern.TYPE -> Decision.approvePattern(f.text("pattern"));
      case Decision.ApproveCategory.TYPE -> Decision.approveCategory(f.text("categoryId"));
      default ->
          throw f.refusal(
              INVALID_VALUE,
              "type",
              Excerpt.quoted(type),
              "one of approve_pattern, approve_category");
    };
  }

  private static <E extends Spelt> Map<String, E> bySpelling(E[] words) {
    return Arrays.stream(words)
        .collect(toMap(Spelt::wire, word -> word, (one, _) -> one, LinkedHashMap::new));
  }

  private static AckConfig config(Fields f) throws Refusal {
    return new AckConfig(f.maybeTexts("autoApprove"), f.maybeWhole("timeout", Long.MIN_VALUE));
  }

  private static ProtocolChoice choice(Fields f) throws Refusal {
    return new ProtocolChoice(
        f.whole("version", ProtocolChoice.LEAST_VERSION), f.texts("capabilities"));
  }

  private static Tokens tokens(Fields f) throws Refusal {
    return new Tokens(f.whole("input", Counts.LEAST), f.whole("output", Counts.LEAST));
  }

  private static ApprovalSuggestions suggestions(Fields f) throws Refusal {
    return new ApprovalSuggestions(
        f.text("suggestedPattern"), f.objects("matchedCategories", ValueReader::category));
  }

  private static Category category(Fields f) throws Refusal {
    return new Category(f.text("id"), f.text("name"), f.text("description"));
  }
}
