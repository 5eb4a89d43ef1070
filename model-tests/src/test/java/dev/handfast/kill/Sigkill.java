package dev.handfast.kill;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// Ends this process as the system does it for `kill -9`: no hook, no handler, no last byte.
final class Sigkill {
  private static final int SIGKILL = 9;

  @SuppressWarnings("restricted") // there is no other way to send a signal to oneself
  private static final MethodHandle KILL =
      Linker.nativeLinker()
          .downcallHandle(
              Linker.nativeLinker().defaultLookup().findOrThrow("kill"),
              FunctionDescriptor.of(
                  ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

  private Sigkill() {}

  /// Does not return.
  static void me() {
    try {
      var _ = (int) KILL.invokeExact((int) ProcessHandle.current().pid(), SIGKILL);
      throw new IllegalStateException("still alive");
    } catch (Throwable failure) {
      throw new IllegalStateException("cannot kill myself", failure);
    }
  }
}
