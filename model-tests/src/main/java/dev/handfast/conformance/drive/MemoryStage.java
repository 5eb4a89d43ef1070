package dev.handfast.conformance.drive;

import dev.handfast.conformance.script.Script;
import dev.handfast.conformance.subject.ClientOnSeams;
import dev.handfast.conformance.subject.Feature;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;

/// Clients in memory: nothing takes any time, and time passes when the script says so.
public final class MemoryStage implements ClientStage {
  private final ClientOnSeams subject;
  private final Driver.Hello hello;

  /// A stage for clients of a kind.
  public MemoryStage(ClientOnSeams subject) {
    this.subject = subject;
    Set<String> features =
        subject.features().stream().map(Feature::word).collect(Collectors.toSet());
    this.hello = new Driver.Hello("client", subject.name(), "in memory", features);
  }

  @Override
  public Driver.Hello hello() {
    return hello;
  }

  @Override
  public Trial play(Script script, Duration patience) {
    return ClientInMemory.play(new Fit(hello.features()).inMemory(script), subject, hello);
  }

  /// Each life has a world of its own.
  @Override
  public void restart() {}

  @Override
  public void close() {}
}
