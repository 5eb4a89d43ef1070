package dev.handfast.driver;

import dev.handfast.conformance.schedule.Finding;
import dev.handfast.conformance.schedule.Scenario;
import dev.handfast.conformance.schedule.Stage;
import java.util.List;

/// Threads that share a field of a class, in a package that gets points.
public enum StaticField implements Scenario {
  /// One writes it, the other looks twice, and may see two values.
  A_WRITE_AGAINST_TWO_LOOKS;

  private static int shared;

  @Override
  public String title() {
    return "a write against two looks";
  }

  @Override
  public Play on(Stage stage) {
    shared = 0;
    return new Play() {
      private boolean changed;

      @Override
      public void race() {
        stage.thread("writer", () -> shared = 1);
        stage.thread("reader", this::looksTwice);
      }

      private void looksTwice() {
        int first = shared;
        changed = shared != first;
      }

      @Override
      public List<Finding> atRest() {
        return changed
            ? List.of(new Finding(Finding.Kind.UNTRUE, "it changed between two looks"))
            : List.of();
      }

      @Override
      public void end() {}

      @Override
      public List<Finding> atEnd() {
        return List.of();
      }
    };
  }
}
