package dev.handfast;

/// What is wrong with one frame, before anybody asks in which state it arrived.
///
/// @param code the kind of fault
/// @param where the field at fault as a path such as `result.tokensUsed.input`, or `frame`
/// @param got what was there, shortened for a log line
/// @param wanted what the specification asks for
public record Fault(ViolationCode code, String where, String got, String wanted) {
  @Override
  public String toString() {
    return code.wire() + " at " + where + ": got " + got + ", wanted " + wanted;
  }
}
