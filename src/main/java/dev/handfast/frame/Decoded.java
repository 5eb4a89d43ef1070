package dev.handfast.frame;

import dev.handfast.Fault;

/// What one pull from a [FrameDecoder] gave.
public sealed interface Decoded {

  /// One whole line, which is not blank.
  ///
  /// @param text the line without its ending
  /// @param bytes its size in UTF-8, without its ending: what the limit counts
  record Line(String text, int bytes) implements Decoded {}

  /// The bytes so far hold no further line; feed more.
  record NeedMore() implements Decoded {}

  /// The stream is broken for good: no later byte of it can be trusted (HF-17).
  ///
  /// @param fault the same at every further pull
  record Malformed(Fault fault) implements Decoded {}
}
