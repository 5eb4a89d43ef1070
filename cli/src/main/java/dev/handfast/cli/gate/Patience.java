package dev.handfast.cli.gate;

import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// The option of every command that waits for a driver.
public final class Patience {
  @Option(
      names = "--patience",
      paramLabel = "TIME",
      defaultValue = "5s",
      converter = SomeTime.class,
      description =
          "How long what must come may take before it counts as hung (default: ${DEFAULT-VALUE}).")
  private Duration time = Duration.ZERO;

  /// With no patience at all everything hangs.
  private static final class SomeTime implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      Duration time = new Time().convert(text);
      if (time.isZero()) {
        throw new TypeConversionException("got '%s', wanted some time".formatted(text));
      }
      return time;
    }
  }

  /// How long what must come may take.
  public Duration time() {
    return time;
  }
}
