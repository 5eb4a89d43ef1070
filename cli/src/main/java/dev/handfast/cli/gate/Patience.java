package dev.handfast.cli.gate;

import java.time.Duration;
import picocli.CommandLine.Option;

/// The option of every command that waits for a driver.
public final class Patience {
  @Option(
      names = "--patience",
      paramLabel = "TIME",
      defaultValue = "5s",
      converter = Time.class,
      description =
          "How long what must come may take before it counts as hung (default: ${DEFAULT-VALUE}).")
  private Duration time = Duration.ZERO;

  /// How long what must come may take.
  public Duration time() {
    return time;
  }
}
