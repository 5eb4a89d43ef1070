package dev.handfast.client;

import dev.handfast.Receipt;
import java.util.Map;

/// What a mutant does instead of making a request's entry before the request is on its way.
public final class LateEntry {
  private static final ThreadLocal<Runnable> ENTRY = ThreadLocal.withInitial(() -> () -> {});

  private LateEntry() {}

  /// Remembers the entry instead of making it.
  public static Object put(
      Map<Object, Object> calls, Object requestId, Object call, ClientPart part) {
    ENTRY.set(() -> calls.put(requestId, call));
    return call;
  }

  /// Makes the entry, now that the request was accepted.
  public static void accepted(PermissionCall call, Receipt receipt, HandfastClient client) {
    call.accepted(receipt);
    ENTRY.get().run();
  }
}
