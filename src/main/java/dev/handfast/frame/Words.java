package dev.handfast.frame;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// Looks at eight bytes of an array at a time, as one word whose lowest byte stands first.
public final class Words {
  /// The top bit of each byte: what marks one, and what no ASCII has.
  public static final long EACH_TOP_BIT = 0x8080_8080_8080_8080L;

  private static final long EACH_ONE = 0x0101_0101_0101_0101L;

  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, LITTLE_ENDIAN);

  private Words() {}

  /// The eight bytes from an index on, which all stand in the array.
  public static long at(byte[] bytes, int index) {
    return (long) WORDS.get(bytes, index);
  }

  /// A word of which each byte is this one.
  public static long each(int b) {
    return EACH_ONE * b;
  }

  /// Marks with the top bit the bytes that are below a bound; 0 where there is none.
  ///
  /// A borrow may mark a byte too many, but only above one that is rightly marked: the first mark
  /// is right.
  ///
  /// @param bound from 1 to 128; bytes with a top bit of their own are not below it
  public static long below(long word, int bound) {
    return (word - each(bound)) & ~word & EACH_TOP_BIT;
  }

  /// The place in its word of the first byte that is marked, from 0.
  public static int first(long marks) {
    return Long.numberOfTrailingZeros(marks) / Byte.SIZE;
  }
}
