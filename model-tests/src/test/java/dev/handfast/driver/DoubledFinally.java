package dev.handfast.driver;

import dev.handfast.conformance.schedule.Finding;
import dev.handfast.conformance.schedule.Scenario;
import dev.handfast.conformance.schedule.Stage;
import java.util.List;

/// One line of source that stands twice in the compiled code, in a package that gets points.
public enum DoubledFinally implements Scenario {
  /// One goes through the first and then through the second; the other may look in between.
  TWO_WRITES_AGAINST_A_LOOK;

  @Override
  public String title() {
    return "two writes on one line against a look";
  }

  @Override
  public Play on(Stage stage) {
    return new Play() {
      private int written;
      private int seen;

      @Override
      public void race() {
        stage.thread("writer", this::writesTwice);
        stage.thread("reader", () -> seen = written);
      }

      private void writesTwice() {
        writes(1);
        writes(0);
      }

      private void writes(int divisor) {
        int quotient = 1;
        try {
          quotient = 1 / divisor;
        } catch (ArithmeticException _) {
          quotient = 2;
        } finally {
          written = quotient;
        }
      }

      @Override
      public List<Finding> atRest() {
        return seen == 1
            ? List.of(new Finding(Finding.Kind.UNTRUE, "seen between two writes"))
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
