package dev.handfast.conformance.schedule;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.Executor;

/// Virtual threads whose turns are given to an executor of ours.
///
/// The JDK has no public way to this; where the one that we use is missing, nothing is explored,
/// and that is said.
final class VirtualThreads {
  private static final Constructor<?> BUILDER = builder();

  private VirtualThreads() {}

  /// A thread that runs only when somebody runs what it gives to the executor.
  static Thread unstarted(String name, Executor turns, Runnable body) {
    try {
      return ((Thread.Builder.OfVirtual) BUILDER.newInstance(turns)).name(name).unstarted(body);
    } catch (InstantiationException | IllegalAccessException | InvocationTargetException odd) {
      throw new IllegalStateException("this JDK does not let us run its virtual threads", odd);
    }
  }

  private static Constructor<?> builder() {
    try {
      Constructor<?> constructor =
          Class.forName("java.lang.ThreadBuilders$VirtualThreadBuilder")
              .getDeclaredConstructor(Executor.class);
      constructor.setAccessible(true);
      return constructor;
    } catch (ReflectiveOperationException | RuntimeException refused) {
      throw new IllegalStateException(
          "schedules cannot be explored on Java %s: its virtual threads take no executor of ours; %s"
              .formatted(
                  Runtime.version(), "use JDK 25 with --add-opens java.base/java.lang=ALL-UNNAMED"),
          refused);
    }
  }
}
