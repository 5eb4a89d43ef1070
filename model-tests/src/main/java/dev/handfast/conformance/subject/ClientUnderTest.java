package dev.handfast.conformance.subject;

import java.util.Set;

/// A client in this JVM, of any library, as it is driven over a real Unix socket.
///
/// ```java
/// final class MyClientUnderTest implements ClientUnderTest {
///   public Set<Feature> features() {
///     return Set.of(Feature.THREADS);
///   }
///
///   public Life start(Settings settings, Listener listener) {
///     var client = new MyClient(settings.socket(), settings.childId());
///     client.onAccepted(listener::ready);
///     …
///   }
/// }
/// ```
public interface ClientUnderTest {
  /// What it knows besides what all do.
  Set<Feature> features();

  /// Makes a client and starts it; waits for nothing.
  ///
  /// @param listener is told everything that happens to this client
  Life start(Settings settings, Listener listener);

  /// The name in reports.
  default String name() {
    return getClass().getSimpleName();
  }
}
