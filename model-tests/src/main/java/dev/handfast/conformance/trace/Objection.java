package dev.handfast.conformance.trace;

/// Why something cannot have happened.
///
/// @param rule the id in `spec/rules.yaml`, or the section of `spec/PROTOCOL.md`
/// @param why one sentence about what was seen
record Objection(String rule, String why) {}
