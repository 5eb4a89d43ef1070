package dev.handfast.conformance.suite;

import java.util.List;

/// What a case is about.
///
/// @param id permanent; of a generated case made of its content
/// @param group which it belongs to
/// @param title what a subject does that passes, as a sentence
/// @param rules of section 8 that it checks; the first is the one that it is mainly about
/// @param level how much it counts
/// @param because why it must be so, for somebody who fails
/// @param kills the faults of `faults.yaml` that it must catch
/// @param look what to look at in one's code when it fails
public record CaseInfo(
    String id,
    String group,
    String title,
    List<String> rules,
    Level level,
    String because,
    List<String> kills,
    String look) {
  /// Takes copies.
  public CaseInfo {
    rules = List.copyOf(rules);
    kills = List.copyOf(kills);
  }

  /// The same where what SHOULD be so must be so.
  public CaseInfo strict() {
    return level == Level.SHOULD
        ? new CaseInfo(id, group, title, rules, Level.MUST, because, kills, look)
        : this;
  }
}
