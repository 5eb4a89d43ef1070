package dev.handfast.conformance.schedule;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// Virtual threads whose turns are given to an executor of ours.
///
/// The JDK has no public way to this; where the one that we use is missing, nothing is explored,
/// and that is said.
final class VirtualThreads {
  private static final Constructor<?> BUILDER = builder();
  private static final MethodHandle TURNS = turns();

  private VirtualThreads() {}

  /// A thread that runs only when somebody runs what it gives to the executor.
  static Thread unstarted(String name, Executor turns, Runnable body) {
    try {
      return ((Thread.Builder.OfVirtual) BUILDER.newInstance(turns)).name(name).unstarted(body);
    } catch (InstantiationException | IllegalAccessException | InvocationTargetException odd) {
      throw new IllegalStateException("this JDK does not let us run its virtual threads", odd);
    }
  }

  /// Who gives a thread its turns; null where it is no virtual thread. Asked at every point: a
  /// [ThreadLocal] is three times as dear with one compiler alone.
  static @Nullable Executor turns(Thread thread) {
    if (!thread.isVirtual()) {
      return null;
    }
    try {
      return (Executor) TURNS.invokeExact(thread);
    } catch (Throwable odd) {
      throw new IllegalStateException("this JDK does not tell who runs a virtual thread", odd);
    }
  }

  private static MethodHandle turns() {
    try {
      Class<?> type = Class.forName("java.lang.VirtualThread");
      return MethodHandles.privateLookupIn(type, MethodHandles.lookup())
          .findGetter(type, "scheduler", Executor.class)
          .asType(MethodType.methodType(Executor.class, Thread.class));
    } catch (ReflectiveOperationException | RuntimeException refused) {
      throw refused(refused);
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
      throw refused(refused);
    }
  }

  private static IllegalStateException refused(Exception why) {
    return new IllegalStateException(
        "schedules cannot be explored on Java %s: its virtual threads take no executor of ours; %s"
            .formatted(
                Runtime.version(), "use JDK 25 with --add-opens java.base/java.lang=ALL-UNNAMED"),
        why);
  }
}
