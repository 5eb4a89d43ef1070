package dev.handfast.bench.contender;

import dev.handfast.bench.contender.Frame.PermissionResponse;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Who waits for which answer.
final class Pending {
  private final Map<String, Runnable> waiting = new ConcurrentHashMap<>();

  void expect(String requestId, Runnable taker) {
    waiting.put(requestId, taker);
  }

  void answered(PermissionResponse response) {
    Runnable taker = waiting.remove(response.requestId());
    if (taker == null || !response.result().equals("approve")) {
      throw new IllegalStateException("nobody asked for " + response);
    }
    taker.run();
  }
}
