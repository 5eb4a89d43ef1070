package dev.handfast.driver;

import dev.handfast.Counts;
import dev.handfast.transition.CommonEffect.Why;
import java.util.HashMap;
import java.util.Map;

/// What a connection counts; needs the connection's lock.
final class Counters {
  private final Map<String, Long> ignored = new HashMap<>();
  private long framesSent;
  private long bytesSent;
  private long framesReceived;
  private long bytesReceived;

  void sent(int bytes) {
    framesSent++;
    bytesSent += bytes;
  }

  void received(int bytes) {
    framesReceived++;
    bytesReceived += bytes;
  }

  void ignored(Why why) {
    ignored.merge(why.spelling(), 1L, Long::sum);
  }

  Counts counts() {
    return new Counts(framesSent, bytesSent, framesReceived, bytesReceived, ignored);
  }
}
