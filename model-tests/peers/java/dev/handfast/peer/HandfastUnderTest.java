package dev.handfast.peer;

import dev.handfast.conformance.subject.ClientOnSeams;
import dev.handfast.conformance.subject.Feature;
import dev.handfast.conformance.subject.Life;
import dev.handfast.conformance.subject.Listener;
import dev.handfast.conformance.subject.Settings;
import dev.handfast.seam.Seams;
import java.util.Optional;
import java.util.Set;

/// The library's client as a subject in this JVM.
public final class HandfastUnderTest implements ClientOnSeams {
  /// Nothing is shared.
  public HandfastUnderTest() {}

  @Override
  public Set<Feature> features() {
    return Set.of(Feature.values());
  }

  @Override
  public Life start(Settings settings, Listener listener) {
    return new HandfastLife(settings, listener, Optional.empty());
  }

  @Override
  public Life start(Settings settings, Listener listener, Seams seams) {
    return new HandfastLife(settings, listener, Optional.of(seams));
  }

  /// None: this package only passes on what the library does.
  @Override
  public Set<String> packages() {
    return Set.of();
  }

  @Override
  public String name() {
    return "handfast-java";
  }
}
