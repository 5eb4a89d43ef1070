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

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private byte[] bytes = new byte[USUAL_SIZE];
  private int length;
  private int depth;

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
  }

  /// Ends the object or array that was started last.
  void close(char bracket) {
    depth--;
    put(bracket);
  }

  /// Writes a field's name; its value is the next one.
  void name(String name) {
    word(name);
    put(':');
  }

  /// Writes a string that is probably one of the protocol's fixed words; it is valid Unicode.
  void word(String word) {
    byte[] quoted = KnownWords.quoted(word);
    if (quoted == null) {
      text(word);
    } else {
      separate();
      append(quoted, 0, quoted.length);
    }
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
    makeRoomFor(MOST_DIGITS);
    int end = length + 1;
    for (long rest = value; rest > 9; rest /= 10) {
      end++;
    }
    long rest = value;
    for (int at = end - 1; at >= length; at--) {
      bytes[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length = end;
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
              name(name);
              value(value);
            });
        close('}');
      }
    }
  }

  /// Only the first value of an object or array, and a name's value, follow without a comma.
  private void separate() {
    if (length > 0) {
      switch (bytes[length - 1]) {
        case '{', '[', ':' -> {}
        default -> put(',');
      }
    }
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
