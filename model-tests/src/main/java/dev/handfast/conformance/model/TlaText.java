package dev.handfast.conformance.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Reads values as TLC prints them, however it breaks the lines.
///
/// A number is a [Long], a string a [String], TRUE and FALSE a [Boolean], a sequence a [List], a
/// set a [Set], a record a [Map] with sorted keys.
public final class TlaText {
  private final String text;
  private int at;

  private TlaText(String text, int at) {
    this.text = text;
    this.at = at;
  }

  /// The value that begins the text.
  ///
  /// @throws IllegalArgumentException where there is none
  public static Object value(String text) {
    return new TlaText(text, 0).value();
  }

  /// Every tuple in a text whose first member is the given string; other text is skipped.
  public static List<List<?>> tuples(String text, String first) {
    var found = new ArrayList<List<?>>();
    String start = '"' + first + '"';
    for (int at = text.indexOf("<<"); at >= 0; at = text.indexOf("<<", at + 2)) {
      var reader = new TlaText(text, at + 2);
      reader.skipSpace();
      if (text.startsWith(start, reader.at)) {
        var whole = new TlaText(text, at);
        found.add((List<?>) whole.value());
        at = whole.at - 2;
      }
    }
    return found;
  }

  private Object value() {
    skipSpace();
    char here = peek();
    if (here == '"') {
      return string();
    } else if (here == '[') {
      return record();
    } else if (here == '{') {
      return Set.copyOf(new HashSet<>(members("{", "}")));
    } else if (here == '<') {
      return List.copyOf(members("<<", ">>"));
    } else if (Character.isDigit(here) || here == '-') {
      return number();
    } else if (takes("TRUE")) {
      return true;
    } else if (takes("FALSE")) {
      return false;
    }
    throw unexpected("a value");
  }

  private String string() {
    int end = text.indexOf('"', at + 1);
    if (end < 0) {
      throw unexpected("the end of a string");
    }
    String value = text.substring(at + 1, end);
    at = end + 1;
    return value;
  }

  private Long number() {
    int start = at++;
    while (at < text.length() && Character.isDigit(text.charAt(at))) {
      at++;
    }
    return Long.valueOf(text.substring(start, at));
  }

  private Map<String, Object> record() {
    var fields = new TreeMap<String, Object>();
    take("[");
    do {
      skipSpace();
      int start = at;
      while (Character.isJavaIdentifierPart(peek())) {
        at++;
      }
      String name = text.substring(start, at);
      take("|->");
      fields.put(name, value());
    } while (takes(","));
    take("]");
    return fields;
  }

  private List<Object> members(String open, String close) {
    var members = new ArrayList<>();
    take(open);
    if (!takes(close)) {
      do {
        members.add(value());
      } while (takes(","));
      take(close);
    }
    return members;
  }

  private void take(String wanted) {
    if (!takes(wanted)) {
      throw unexpected(wanted);
    }
  }

  private boolean takes(String wanted) {
    skipSpace();
    boolean there = text.startsWith(wanted, at);
    at += there ? wanted.length() : 0;
    return there;
  }

  private void skipSpace() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private char peek() {
    if (at >= text.length()) {
      throw unexpected("more");
    }
    return text.charAt(at);
  }

  private IllegalArgumentException unexpected(String wanted) {
    int from = Math.max(0, at - 20);
    int to = Math.min(text.length(), at + 20);
    return new IllegalArgumentException(
        "no TLA+ value: wanted %s at character %d, after '%s' got '%s'"
            .formatted(
                wanted,
                at,
                text.substring(from, Math.min(at, to)),
                text.substring(Math.min(at, to), to)));
  }
}
