package dev.handfast.transport;

import java.nio.ByteBuffer;

/// Copies the front of many buffers into one, so that small frames leave in one system call.
///
/// A large buffer is copied piece by piece: the cost is linear also where the kernel takes little.
final class Gather {
  private Gather() {}

  /// Copies what fits into `out`, and leaves the sources' positions as they are.
  static void fill(ByteBuffer out, ByteBuffer[] buffers, int count) {
    for (int i = 0; i < count && out.hasRemaining(); i++) {
      ByteBuffer from = buffers[i];
      int length = Math.min(out.remaining(), from.remaining());
      out.put(out.position(), from, from.position(), length);
      out.position(out.position() + length);
    }
  }

  /// Moves the sources' positions on by `taken` bytes altogether.
  static void skip(ByteBuffer[] buffers, int count, int taken) {
    int left = taken;
    for (int i = 0; i < count && left > 0; i++) {
      int length = Math.min(left, buffers[i].remaining());
      buffers[i].position(buffers[i].position() + length);
      left -= length;
    }
  }
}
