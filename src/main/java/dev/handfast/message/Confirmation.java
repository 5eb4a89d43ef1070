package dev.handfast.message;

import java.util.Optional;
import org.immutables.value.Value;

/// What somebody is asked to confirm: that a tool may run.
///
/// @param toolName the tool
/// @param input what it would run with; passes through unchanged
/// @param isDangerous whether the worker takes it for dangerous
/// @param dangerReason why
/// @param diffPreview what would change; passes through unchanged
/// @param approvalSuggestions wider approvals to offer
/// @param securityWarning a warning to show; passes through unchanged
@Value.Builder
public record Confirmation(
    String toolName,
    Json input,
    boolean isDangerous,
    Optional<String> dangerReason,
    Optional<Json> diffPreview,
    Optional<ApprovalSuggestions> approvalSuggestions,
    Optional<Json> securityWarning) {

  /// A builder; `toolName`, `input` and `isDangerous` must be set.
  public static ConfirmationBuilder builder() {
    return new ConfirmationBuilder();
  }
}
