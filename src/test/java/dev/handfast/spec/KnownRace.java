package dev.handfast.spec;

import java.util.List;

/// One bug that somebody has had, as `spec/races.yaml` has it.
///
/// @param id permanent, such as `R5`
/// @param sentence the bug, in one sentence
/// @param rules the rules that forbid it; none where it lies outside of the protocol
/// @param tests what fails with the bug: `class#method` or `class`
record KnownRace(String id, String sentence, List<String> rules, List<String> tests) {}
