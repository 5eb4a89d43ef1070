package dev.handfast.conformance.trace;

/// Where an entry stands.
///
/// @param source the file's name, or what else it came from
/// @param line from 1
public record Place(String source, long line) {
  @Override
  public String toString() {
    return source + ", line " + line;
  }
}
