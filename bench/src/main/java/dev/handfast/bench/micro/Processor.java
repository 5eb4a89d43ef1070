package dev.handfast.bench.micro;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/// The time that the processor has worked for the current thread.
final class Processor {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private Processor() {}

  static long nanos() {
    return THREADS.getCurrentThreadCpuTime();
  }
}
