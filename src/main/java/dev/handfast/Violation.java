package dev.handfast;

/// A peer broke the protocol: who, in which state, what was got, what was wanted, what to do next.
///
/// @param offender the side that sent the frame
/// @param state the name of the receiver's state when the frame arrived
/// @param fault the frame's fault
public record Violation(Role offender, String state, Fault fault) {

  /// The stable code of the fault.
  public ViolationCode code() {
    return fault.code();
  }

  /// One sentence for a person who reads it without any context.
  public String message() {
    return "%s misbehaved in %s: %s at %s: got %s, wanted %s; %s"
        .formatted(
            offender.spelling(),
            state,
            code().wire(),
            fault.where(),
            fault.got(),
            fault.wanted(),
            code().advice());
  }

  /// The same without a word of what was got: for logs and metrics.
  public String summary() {
    return "%s misbehaved in %s: %s".formatted(offender.spelling(), state, code().wire());
  }
}
