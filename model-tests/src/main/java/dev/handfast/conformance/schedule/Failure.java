package dev.handfast.conformance.schedule;

import java.util.List;

/// A schedule in which something went wrong, made short.
///
/// @param schedule how many schedules were played until it came, itself included
/// @param findings what went wrong
/// @param choices show it again
/// @param story who got a turn where, one line for each switch
public record Failure(long schedule, List<Finding> findings, Choices choices, List<String> story) {

  Failure(long schedule, Performance performance) {
    this(schedule, performance.findings(), performance.choices(), performance.story());
  }

  @Override
  public String toString() {
    String line = System.lineSeparator() + "    ";
    return "in schedule %d: %s%n  choices: %s%n  turns:%s%s"
        .formatted(schedule, findings, choices, line, String.join(line, story));
  }
}
