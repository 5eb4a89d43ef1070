package dev.handfast.conformance.script;

import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/// A life as it goes on: what shows at its end no more, but in the middle of it.
///
/// @param script the whole life
/// @param reference tells the account of any beginning of it
record Course(Script script, Function<Script, Account> reference) {
  private static final String OPEN = "open";
  private static final Set<String> SESSION = Set.of("Ready", "Draining", "HalfClosed");

  /// The corners that were reached on the way.
  Set<Corner> corners() {
    Set<Corner> reached = EnumSet.noneOf(Corner.class);
    for (int i = 0; i < script.steps().size(); i++) {
      if (script.steps().get(i) instanceof Step.Close && isAsking(before(i))) {
        reached.add(Corner.CLOSED_DURING_REQUEST);
      }
      if (script.steps().get(i) instanceof Step.Wait) {
        reached.addAll(timedOut(before(i), before(i + 1)));
      }
    }
    return reached;
  }

  private Account before(int step) {
    return reference.apply(script.upTo(step));
  }

  /// Whether the session is open, and a request that the peer has read is.
  private static boolean isAsking(Account account) {
    return last(account.phases()).equals("Ready")
        && account.requests().entrySet().stream()
            .anyMatch(
                request ->
                    request.getValue().equals(OPEN)
                        && account.frames().contains("request " + request.getKey()));
  }

  private Set<Corner> timedOut(Account before, Account after) {
    Set<Corner> reached = EnumSet.noneOf(Corner.class);
    if (SESSION.contains(last(before.phases())) && isFlushing(before)) {
      boolean request =
          after.requests().entrySet().stream()
              .anyMatch(
                  ended ->
                      ended.getValue().equals("timed out")
                          && OPEN.equals(before.requests().get(ended.getKey())));
      if (request) {
        reached.add(Corner.TIMED_OUT_DURING_FLUSH);
      }
      if (after.callbacks().contains("closed DrainTimedOut")) {
        reached.add(Corner.DRAIN_TIMED_OUT_DURING_FLUSH);
      }
    }
    return reached;
  }

  /// Whether a message that had waited when the session began is still unwritten.
  private boolean isFlushing(Account account) {
    int verdict = (int) account.phases().stream().takeWhile(at -> !SESSION.contains(at)).count();
    return before(verdict).outcomes().entrySet().stream()
        .anyMatch(
            waited ->
                waited.getValue().equals(OPEN)
                    && Objects.equals(account.outcomes().get(waited.getKey()), OPEN));
  }

  private static String last(List<String> phases) {
    return phases.isEmpty() ? "Idle" : phases.getLast();
  }
}
