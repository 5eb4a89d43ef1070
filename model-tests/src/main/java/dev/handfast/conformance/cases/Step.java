package dev.handfast.conformance.cases;

/// One step of a case.
///
/// @param who the suite's connection that it is about; empty where it is about none
/// @param rule that is broken where the step is not what it should be
/// @param deed what is done or expected
/// @param words the same for people
public record Step(String who, String rule, Deed deed, String words) {
  @Override
  public String toString() {
    return words;
  }
}
