package dev.handfast.evidence;

import java.time.Duration;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;

/// Writes down how much processor time a process of tests took, without the processes that it
/// started.
public final class CpuTime implements TestExecutionListener {
  /// How its files begin.
  static final String PROCESS = "process of ";

  /// Made by the platform.
  public CpuTime() {}

  @Override
  public void testPlanExecutionFinished(TestPlan plan) {
    String execution = System.getProperty("handfast.execution", "by hand");
    ProcessHandle.current()
        .info()
        .totalCpuDuration()
        .map(Duration::toSeconds)
        .ifPresent(
            seconds ->
                Evidence.named(PROCESS + execution)
                    .sample("processor seconds, tests of execution " + execution, seconds));
  }
}
