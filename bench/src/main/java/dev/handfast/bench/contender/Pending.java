package dev.handfast.bench.contender;

import dev.handfast.bench.contender.Frame.PermissionResponse;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// Who waits for which answer.
final class Pending {
  private final Map<String, Consumer<PermissionResponse>> waiting = new ConcurrentHashMap<>();

  void expect(String requestId, Consumer<PermissionResponse> taker) {
    waiting.put(requestId, taker);
  }

  void answered(PermissionResponse response) {
    Consumer<PermissionResponse> taker = waiting.remove(response.requestId());
    if (taker == null || !response.result().equals("approve")) {
      throw new IllegalStateException("nobody asked for " + response);
    }
    taker.accept(response);
  }
}
