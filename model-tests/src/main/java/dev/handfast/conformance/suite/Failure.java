package dev.handfast.conformance.suite;

import dev.handfast.conformance.story.Diagram;
import java.util.List;

/// Why a case was not passed, with everything that one needs to see it again.
///
/// @param rules that are broken, most telling first; not empty
/// @param step number of the step at which it showed, from 1; 0 where no single one
/// @param expected in words
/// @param got in words
/// @param script the steps up to there, each in words
/// @param diagram who did what to whom
/// @param bytes what crossed the socket, in order, in the pieces in which it did
/// @param again what runs the case once more: the command's arguments up to `--`
/// @param stderr the end of what the subject said on standard error; may be empty
public record Failure(
    List<String> rules,
    int step,
    String expected,
    String got,
    List<String> script,
    Diagram diagram,
    List<Chunk> bytes,
    String again,
    String stderr) {
  /// Takes copies.
  public Failure {
    rules = List.copyOf(rules);
    script = List.copyOf(script);
    bytes = List.copyOf(bytes);
  }
}
