package dev.handfast.conformance.drive;

import dev.handfast.conformance.story.Played;
import java.time.Duration;
import java.util.SortedSet;

/// What came of a life with a driver.
///
/// @param played what differs, and what happened
/// @param rules that are broken; none where nothing differs
/// @param slowest how long the step took that took longest to come to what was expected
public record Trial(Played played, SortedSet<String> rules, Duration slowest) {}
