package dev.handfast.conformance.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A way through a model, as TLC prints it: a counterexample.
///
/// @param states in order, from an initial one; a loop ends with the state in which it began
/// @param loop how many of the last steps go round for ever; 0 where the way ends
record Way(List<State> states, int loop) {
  private static final Pattern STATE =
      Pattern.compile("^State (\\d+): <(\\w+)[^>]*>\\n((?:.+\\n)*)", Pattern.MULTILINE);
  private static final Pattern BACK =
      Pattern.compile("^Back to state (\\d+): <(\\w+)", Pattern.MULTILINE);
  private static final Pattern VARIABLE =
      Pattern.compile("^(?:/\\\\ )?(\\w+) = ", Pattern.MULTILINE);

  /// A state, and the action that led to it.
  ///
  /// @param action the name of the step, `Initial` for the first state
  /// @param variables by name
  record State(String action, Map<String, Object> variables) {}

  /// The first way in a text; without states where there is none.
  static Way first(String printed) {
    var states = new ArrayList<State>();
    for (MatchResult found : STATE.matcher(printed).results().toList()) {
      if (Integer.parseInt(found.group(1)) != states.size() + 1) {
        break; // another way begins
      }
      states.add(new State(found.group(2), variables(found.group(3))));
    }
    Matcher back = BACK.matcher(printed);
    if (!back.find()) {
      return new Way(states, 0);
    }
    int from = Integer.parseInt(back.group(1));
    int loop = states.size() - from + 1;
    states.add(new State(back.group(2), states.get(from - 1).variables()));
    return new Way(states, loop);
  }

  private static Map<String, Object> variables(String text) {
    var variables = new LinkedHashMap<String, Object>();
    for (MatchResult found : VARIABLE.matcher(text).results().toList()) {
      variables.put(found.group(1), TlaText.value(text.substring(found.end())));
    }
    return variables;
  }

  /// How many steps lead from the first state to the last.
  int steps() {
    return states.size() - 1;
  }

  /// The last state, a line for each variable.
  String last() {
    return states.getLast().variables().entrySet().stream()
        .map(variable -> variable.getKey() + ": " + variable.getValue())
        .collect(Collectors.joining("\n"));
  }

  /// The steps by their names.
  String inShort() {
    return String.join(", ", states.stream().skip(1).map(State::action).toList());
  }
}
