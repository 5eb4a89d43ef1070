package dev.handfast.cli.gate;

import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// A time as people write it: `500ms`, `30s`, `5m`, `1h`.
public final class Time implements ITypeConverter<Duration> {
  @Override
  public Duration convert(String text) {
    try {
      return dev.handfast.conformance.gate.Time.parse(text);
    } catch (IllegalArgumentException odd) {
      throw new TypeConversionException(odd.getMessage());
    }
  }
}
