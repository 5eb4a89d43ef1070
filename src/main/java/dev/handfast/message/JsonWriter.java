package dev.handfast.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.handfast.HandfastException.NotSendable;
import dev.handfast.frame.EncodedFrame;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// Writes one JSON value as compact UTF-8, token by token, with the commas between them.
final class JsonWriter {
  /// 512 bytes: more than a status update, so that most frames are made without growing.
  private static final int USUAL_SIZE = 512;

  /// 16 characters: a longer string is copied sooner as a whole, and looked at in machine words.
  private static final int SHORT = 16;

  /// As many as the largest long has.
  private static final int MOST_DIGITS = 19;

  /// The digits of 0 to 99, two for each: half as many divisions as one at a time.
  private static final byte[] PAIRS = pairs();

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private byte[] bytes = new byte[USUAL_SIZE];
  private int length;
  private int depth;
  private boolean comma;

  /// The value as a frame.
  EncodedFrame frame() {
    return EncodedFrame.of(bytes, length);
  }

  @Override
  public String toString() {
    return new String(bytes, 0, length, UTF_8);
  }

  /// Starts an object or an array.
  ///
  /// @throws NotSendable where that makes more than [Json#MAX_DEPTH] levels
  void open(char bracket) {
    if (depth == Json.MAX_DEPTH) {
      throw new NotSendable(
          "not sendable: the frame would have more than %d levels; send a flatter value"
              .formatted(Json.MAX_DEPTH));
    }
    depth++;
    separate();
    put(bracket);
    comma = false;
  }

  /// Ends the object or array that was started last.
  void close(char bracket) {
    depth--;
    put(bracket);
    comma = true;
  }

  /// Writes the name of one of the protocol's fields; its value is the next one.
  void name(String name) {
    word(name);
    colon();
  }

  /// Writes one of the protocol's fixed words: ASCII, and nothing in it needs an escape.
  @SuppressWarnings("deprecation") // of what is not ASCII it would take the low bytes only
  void word(String word) {
    separate();
    put('"');
    makeRoomFor(word.length());
    word.getBytes(0, word.length(), bytes, length);
    length += word.length();
    put('"');
  }

  /// Writes a string; false where it has half a character in it, which is lost then.
  boolean text(String value) {
    separate();
    put('"');
    boolean valid = value.length() < SHORT ? shortText(value) : utf8(value);
    put('"');
    return valid;
  }

  private boolean shortText(String value) {
    int plain = ascii(value);
    return plain == value.length() || utf8(value.substring(plain));
  }

  /// Writes a whole number.
  void whole(long value) {
    if (value < 0) {
      spelt(Long.toString(value));
      return;
    }
    separate();
    int digits = digits(value);
    makeRoomFor(digits);
    int at = length + digits;
    length = at;
    long rest = value;
    for (; rest > 9; rest /= 100) {
      int pair = 2 * (int) (rest % 100);
      bytes[--at] = PAIRS[pair + 1];
      bytes[--at] = PAIRS[pair];
    }
    if (digits % 2 == 1) {
      bytes[--at] = (byte) ('0' + rest);
    }
  }

  private static byte[] pairs() {
    byte[] pairs = new byte[2 * 100];
    for (int i = 0; i < 100; i++) {
      pairs[2 * i] = (byte) ('0' + i / 10);
      pairs[2 * i + 1] = (byte) ('0' + i % 10);
    }
    return pairs;
  }

  private static int digits(long value) {
    int digits = 1;
    for (long power = 10; value >= power && digits < MOST_DIGITS; power *= 10) {
      digits++;
    }
    return digits;
  }

  /// Writes a number, `true`, `false` or `null` as it is spelt.
  void spelt(String value) {
    separate();
    ascii(value);
  }

  /// Writes a whole value.
  void value(Node node) {
    switch (node) {
      case Node.Text(String value) -> text(value);
      case Node.Numeral numeral -> spelt(numeral.spelling());
      case Node.Bool(boolean value) -> spelt(String.valueOf(value));
      case Node.Null() -> spelt("null");
      case Node.Items(List<Node> values) -> {
        open('[');
        values.forEach(this::value);
        close(']');
      }
      case Node.Members(Map<String, Node> values) -> {
        open('{');
        values.forEach(
            (name, value) -> {
              text(name);
              colon();
              value(value);
            });
        close('}');
      }
    }
  }

  private void colon() {
    put(':');
    comma = false;
  }

  /// Only the first value of an object or array, and a name's value, follow without a comma.
  private void separate() {
    if (comma) {
      put(',');
    }
    comma = true;
  }

  /// Writes the plain ASCII with which a string begins; how many characters that are.
  private int ascii(String value) {
    makeRoomFor(value.length());
    byte[] to = bytes;
    int from = length;
    int count = 0;
    while (count < value.length() && plainAscii(value.charAt(count))) {
      to[from + count] = (byte) value.charAt(count);
      count++;
    }
    length += count;
    return count;
  }

  private static boolean plainAscii(char character) {
    return character <= Byte.MAX_VALUE && PlainText.plain(character);
  }

  /// Writes the inside of any string; whether it is valid Unicode.
  private boolean utf8(String value) {
    byte[] utf8 = value.getBytes(UTF_8);
    for (int at = 0; at < utf8.length; at++) {
      int end = PlainText.end(utf8, at);
      append(utf8, at, end);
      at = end;
      if (at < utf8.length) {
        escape(utf8[at]);
      }
    }
    return isAscii(value, utf8) || Surrogates.paired(value);
  }

  /// Whether these bytes are the string, one for each character.
  private static boolean isAscii(String value, byte[] utf8) {
    return utf8.length == value.length() && new String(utf8, ISO_8859_1).equals(value);
  }

  private void escape(byte character) {
    put('\\');
    switch (character) {
      case '"', '\\' -> put((char) character);
      case '\b' -> put('b');
      case '\f' -> put('f');
      case '\n' -> put('n');
      case '\r' -> put('r');
      case '\t' -> put('t');
      default -> {
        ascii("u00");
        put(HEX.toHighHexDigit(character));
        put(HEX.toLowHexDigit(character));
      }
    }
  }

  private void append(byte[] from, int start, int end) {
    makeRoomFor(end - start);
    System.arraycopy(from, start, bytes, length, end - start);
    length += end - start;
  }

  private void put(char ascii) {
    makeRoomFor(1);
    bytes[length++] = (byte) ascii;
  }

  private void makeRoomFor(int more) {
    if (more > bytes.length - length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }
}
