package dev.handfast.conformance.cases;

import java.util.List;

/// Cases about one thing. The first one is its smoke case: where that one hangs, the others are
/// blocked.
///
/// @param name of the group
/// @param title what it is about
/// @param after the group without whose smoke case this one makes no sense; empty where there is
///   none
/// @param cases in the order in which they are run
public record Group(String name, String title, String after, List<Case> cases) {
  /// Takes a copy.
  public Group {
    cases = List.copyOf(cases);
  }
}
