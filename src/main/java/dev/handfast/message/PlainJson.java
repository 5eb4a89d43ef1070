package dev.handfast.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads plain JSON straight from its bytes, and gives up on everything else.
///
/// What it reads, [JsonText#parse] reads as the same value, only slower. It tells no fault and
/// takes no rare form: at an exponent, a hexadecimal escape, a name that comes twice or anything
/// else that it is not sure of it gives up, and [JsonText] decides.
final class PlainJson {
  /// No byte: what comes after the last one.
  private static final int END = Byte.MAX_VALUE + 1;

  private static final byte RARE = 0;

  /// 18 digits: any number of so many fits into a long.
  private static final int MOST_DIGITS = 18;

  private static final Node TRUE = new Node.Bool(true);
  private static final Node FALSE = new Node.Bool(false);

  private final byte[] in;
  private int at;

  private PlainJson(byte[] in) {
    this.in = in;
  }

  /// Reads one value, or gives up.
  ///
  /// @param utf8 a whole text in valid UTF-8
  static @Nullable Node parse(byte[] utf8) {
    PlainJson text = new PlainJson(utf8);
    Node root = text.value(JsonText.MAX_DEPTH);
    return text.takes(END) ? root : null;
  }

  private @Nullable Node value(int levels) {
    skipWhiteSpace();
    return switch (here()) {
      case '{' -> levels == 0 ? null : members(levels - 1);
      case '[' -> levels == 0 ? null : items(levels - 1);
      case '"' -> text();
      case 't' -> word("true", TRUE);
      case 'f' -> word("false", FALSE);
      case 'n' -> word("null", Node.Null.NULL);
      default -> number();
    };
  }

  private @Nullable Node members(int levels) {
    Map<String, Node> members = new LinkedHashMap<>();
    at++;
    if (takes('}')) {
      return new Node.Members(members);
    }
    do {
      if (!member(members, levels)) {
        return null;
      }
    } while (takes(','));
    return takes('}') ? new Node.Members(members) : null;
  }

  private boolean member(Map<String, Node> members, int levels) {
    String name = string();
    if (name == null || !takes(':')) {
      return false;
    }
    Node value = value(levels);
    return value != null && members.putIfAbsent(name, value) == null;
  }

  private @Nullable Node items(int levels) {
    List<Node> items = new ArrayList<>();
    at++;
    if (takes(']')) {
      return new Node.Items(items);
    }
    do {
      Node item = value(levels);
      if (item == null) {
        return null;
      }
      items.add(item);
    } while (takes(','));
    return takes(']') ? new Node.Items(items) : null;
  }

  private @Nullable Node text() {
    String text = string();
    return text == null ? null : new Node.Text(text);
  }

  private @Nullable String string() {
    if (!takes('"')) {
      return null;
    }
    int from = at;
    boolean escapes = false;
    at = PlainText.end(in, from);
    while (here() == '\\') {
      escapes = true;
      at = PlainText.end(in, Math.min(at + 2, in.length));
    }
    if (here() != '"') {
      return null;
    }
    int to = at++;
    return escapes ? unescaped(from, to) : KnownWords.of(in, from, to);
  }

  private @Nullable String unescaped(int from, int to) {
    byte[] text = new byte[to - from];
    int length = 0;
    for (int i = from; i < to; i++) {
      byte b = in[i];
      if (b == '\\') {
        b = meaning(in[++i]);
        if (b == RARE) {
          return null;
        }
      }
      text[length++] = b;
    }
    return new String(text, 0, length, UTF_8);
  }

  private static byte meaning(byte escaped) {
    return switch (escaped) {
      case '"', '\\', '/' -> escaped;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> RARE;
    };
  }

  /// An exponent is left standing, where nothing takes it.
  private @Nullable Node number() {
    int from = at;
    boolean negative = here() == '-';
    if (negative) {
      at++;
    }
    int first = at;
    long whole = 0;
    for (; isDigit(here()); at++) {
      whole = 10 * whole + (here() - '0'); // of no use beyond MOST_DIGITS
    }
    int count = at - first;
    boolean plain = count > 0 && (in[first] != '0' || count == 1);
    if (here() != '.' && plain && count <= MOST_DIGITS && !(negative && whole == 0)) {
      return Node.Numeral.of(negative ? -whole : whole);
    }
    if (here() == '.') {
      at++;
      plain &= isDigit(here());
      while (isDigit(here())) {
        at++;
      }
    }
    return plain && at - from <= JsonText.MAX_NUMBER
        ? Node.Numeral.of(new String(in, from, at - from, UTF_8))
        : null;
  }

  private static boolean isDigit(int character) {
    return character >= '0' && character <= '9';
  }

  private @Nullable Node word(String word, Node value) {
    for (int i = 0; i < word.length(); i++, at++) {
      if (here() != word.charAt(i)) {
        return null;
      }
    }
    return value;
  }

  /// Takes the next token where it is this character.
  private boolean takes(int character) {
    skipWhiteSpace();
    if (here() != character) {
      return false;
    }
    at++;
    return true;
  }

  private void skipWhiteSpace() {
    while (at < in.length && in[at] <= ' ' && isWhiteSpace(in[at])) { // rarely so
      at++;
    }
  }

  private static boolean isWhiteSpace(byte b) {
    return b == ' ' || b == '\t' || b == '\r' || b == '\n';
  }

  private int here() {
    return at < in.length ? in[at] : END;
  }
}
