package dev.handfast.transport;

import dev.handfast.conformance.schedule.Finding;
import dev.handfast.conformance.schedule.Finding.Kind;
import dev.handfast.conformance.schedule.Scenario;
import dev.handfast.conformance.schedule.Stage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The loop of real sockets beside threads that leave it tasks; its name lets it have points, as
/// the loop has.
public enum SelectorLoopDuel implements Scenario {
  /// Two threads leave a task each, while the loop wakes and falls asleep.
  TASKS_AGAINST_A_LOOP_THAT_FALLS_ASLEEP(2, false),

  /// A thread leaves a task while another one closes the loop.
  A_TASK_AGAINST_CLOSE(1, true);

  private final int leavers;
  private final boolean closes;

  SelectorLoopDuel(int leavers, boolean closes) {
    this.leavers = leavers;
    this.closes = closes;
  }

  @Override
  public String title() {
    return Scenario.titleOf(this);
  }

  @Override
  public Play on(Stage stage) {
    return new Tasks(stage);
  }

  private final class Tasks implements Play {
    private final Stage stage;
    private final MemorySelector selector = new MemorySelector();
    private final SelectorLoop loop;
    private final Map<String, Boolean> taken = new HashMap<>();
    private final List<String> ran = new ArrayList<>();

    Tasks(Stage stage) {
      this.stage = stage;
      this.loop = new SelectorLoop(() -> selector, body -> stage.unstarted("loop", body));
    }

    @Override
    public void race() {
      for (int number = 1; number <= leavers; number++) {
        String task = "task " + number;
        stage.thread("leaves " + task, () -> taken.put(task, loop.execute(() -> ran.add(task))));
      }
      if (closes) {
        end();
      }
    }

    /// Also of a loop that has ended already.
    @Override
    public void end() {
      stage.thread("closer", loop::close);
    }

    @Override
    public List<Finding> atRest() {
      var findings = new ArrayList<Finding>();
      taken.forEach(
          (task, promised) -> {
            int times = Collections.frequency(ran, task);
            if (times > 1) {
              findings.add(new Finding(Kind.TWICE, task + " was run " + times + " times"));
            } else if (promised && times == 0) {
              findings.add(new Finding(Kind.LOST, task + " was taken, and nobody runs it"));
            } else if (!promised && times == 1) {
              findings.add(new Finding(Kind.UNTRUE, task + " was refused, and was run"));
            }
          });
      return findings;
    }

    @Override
    public List<Finding> atEnd() {
      var findings = atRest();
      if (selector.isOpen()) {
        findings.add(new Finding(Kind.LEAKED, "the selector of a closed loop"));
      }
      return findings;
    }
  }
}
