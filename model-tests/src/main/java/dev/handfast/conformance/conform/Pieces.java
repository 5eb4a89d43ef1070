package dev.handfast.conformance.conform;

import dev.handfast.conformance.cases.Deed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Cuts bytes into the pieces in which they are written.
final class Pieces {
  /// More pieces than a case names one by one.
  static final int MANY = 16;

  /// 4,096 pieces at most: a line of 8 MB byte by byte would take longer than the whole suite.
  private static final int MOST = 4_096;

  private Pieces() {}

  static List<byte[]> of(byte[] bytes, Deed.Cut cut) {
    return switch (cut) {
      case Deed.Whole _ -> List.of(bytes);
      case Deed.Only(int count) -> List.of(Arrays.copyOf(bytes, Math.min(count, bytes.length)));
      case Deed.Each _ -> every(bytes, Math.max(1, Math.ceilDiv(bytes.length, MOST)));
      case Deed.At(List<Integer> positions) -> at(bytes, positions);
    };
  }

  /// The same bytes, each for itself.
  static List<byte[]> bytewise(byte[] bytes, Deed.Cut cut) {
    return of(cut instanceof Deed.Only ? of(bytes, cut).getFirst() : bytes, new Deed.Each());
  }

  private static List<byte[]> every(byte[] bytes, int size) {
    var pieces = new ArrayList<byte[]>();
    for (int from = 0; from < bytes.length; from += size) {
      pieces.add(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + size)));
    }
    return pieces;
  }

  private static List<byte[]> at(byte[] bytes, List<Integer> positions) {
    var pieces = new ArrayList<byte[]>();
    int from = 0;
    for (int to : positions) {
      pieces.add(Arrays.copyOfRange(bytes, from, Math.min(to, bytes.length)));
      from = Math.min(to, bytes.length);
    }
    pieces.add(Arrays.copyOfRange(bytes, from, bytes.length));
    return pieces;
  }
}
