package dev.handfast.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.handfast.conformance.script.Search;
import dev.handfast.conformance.script.Shrinkable;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/// Fails where two ways to tell a script differ, with the shortest script that shows it.
final class Agreement {
  /// 8 steps can be read at a glance.
  private static final int MOST_STEPS = 8;

  private Agreement() {}

  /// Checks one script.
  ///
  /// @param compare the differences that a script shows; none where all is well
  static <S extends Shrinkable<S>> void check(S script, Function<S, List<String>> compare) {
    if (!compare.apply(script).isEmpty()) {
      S shortest = Shrinkable.shortest(script, any -> !compare.apply(any).isEmpty());
      fail("%n%s%n  -- leads to%n  %s", shortest, String.join("\n  ", compare.apply(shortest)));
    }
  }

  /// Fails where nobody noticed a planted fault, or only in more steps than can be read at a
  /// glance.
  static <S> void isNoticed(String fault, Optional<Search.Found<S>> found, ToIntFunction<S> steps) {
    if (found.isEmpty()) {
      fail("%s is not noticed", fault);
    } else {
      System.out.println(fault + ": " + found.get());
      assertThat(steps.applyAsInt(found.get().script()))
          .as("steps that show %s", fault)
          .isLessThanOrEqualTo(MOST_STEPS);
    }
  }
}
