package dev.handfast.frame;

/// Finds newlines, and sees from its arguments what the reader did meanwhile.
final class Counting implements FrameDecoder.Search {
  byte[] array = {};
  long examined;
  long moved;
  private int last;

  @Override
  @SuppressWarnings("ReferenceEquality") // another array is what is looked for
  public int newline(byte[] bytes, int from, int to) {
    if (bytes != array || from < last) {
      moved += from == to ? 0 : to; // at most what is held now
    }
    int found = Newlines.indexOf(bytes, from, to);
    int end = found == Newlines.NONE ? to : found + 1;
    examined += end - from;
    array = bytes;
    last = end;
    return found;
  }
}
