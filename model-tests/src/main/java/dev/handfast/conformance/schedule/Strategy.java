package dev.handfast.conformance.schedule;

import java.util.SplittableRandom;

/// A way to draw schedules; none finds everything first, so a campaign takes turns among them.
public enum Strategy {
  /// Each turn goes to anybody.
  RANDOM {
    @Override
    Chooser chooser(SplittableRandom random, int length) {
      return moment -> random.nextInt(moment.able().size());
    }
  },

  /// The same one goes on, but for one turn in sixteen.
  STAYING {
    @Override
    Chooser chooser(SplittableRandom random, int length) {
      return moment -> {
        boolean stays = moment.stays() && random.nextInt(SELDOM) > 0;
        return stays ? 0 : random.nextInt(moment.able().size());
      };
    }
  },

  /// Fixed priorities, and two places at which the running one loses its own: finds what takes
  /// three orderings with a known probability (PCT, depth 3).
  PCT {
    @Override
    Chooser chooser(SplittableRandom random, int length) {
      return new Priorities(random, length);
    }
  },

  /// Each step gets a priority of its own, drawn again where steps are in conflict (POS).
  POS {
    @Override
    Chooser chooser(SplittableRandom random, int length) {
      return new StepPriorities(random);
    }
  };

  private static final int SELDOM = 16;

  /// Chooses for one run.
  ///
  /// @param length how many turns a run is thought to have
  abstract Chooser chooser(SplittableRandom random, int length);
}
