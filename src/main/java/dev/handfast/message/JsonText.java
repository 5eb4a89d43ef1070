package dev.handfast.message;

import static dev.handfast.ViolationCode.DUPLICATE_FIELD;
import static dev.handfast.ViolationCode.INVALID_JSON;

import dev.handfast.Fault;
import dev.handfast.ViolationCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/// Strict JSON text to [Node] and back: one value, nothing twice, nothing after it.
final class JsonText {
  /// 500 levels: far beyond any real value, and safe to walk by recursion on a small stack.
  static final int MAX_DEPTH = 500;

  /// 1,000 characters: no real number is longer, and comparing numbers costs more than linear time.
  static final int MAX_NUMBER = 1_000;

  private static final String ONE_VALUE = "one JSON value";

  /// Whatever reads JSON with Jackson does so within these bounds.
  static final JsonFactory FACTORY =
      JsonFactory.builder()
          // The table of names is shared by all frames: what one peer sends must not change how
          // another's frame is read.
          .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
          .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private JsonText() {}

  /// Reads one value.
  static Node parse(String text) throws Refusal {
    try (JsonParser in = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      if (in.nextToken() == null) {
        throw refusal(INVALID_JSON, in, "no value", ONE_VALUE);
      }
      Node root = value(in);
      if (in.nextToken() != null) {
        throw refusal(INVALID_JSON, in, "something after the value", ONE_VALUE);
      }
      return root;
    } catch (StreamConstraintsException _) {
      throw new Refusal(
          new Fault(
              INVALID_JSON,
              "frame",
              "more than %d levels".formatted(MAX_DEPTH),
              "at most %d levels".formatted(MAX_DEPTH)));
    } catch (JacksonException syntax) {
      throw new Refusal(new Fault(INVALID_JSON, "frame", firstClause(syntax), ONE_VALUE));
    }
  }

  /// The value as compact text.
  static String print(Node node) {
    JsonWriter out = new JsonWriter();
    out.value(node);
    return out.toString();
  }

  private static Node value(JsonParser in) throws Refusal {
    return switch (in.currentToken()) {
      case START_OBJECT -> members(in);
      case START_ARRAY -> items(in);
      case VALUE_STRING -> new Node.Text(text(in));
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Node.Numeral.of(number(in));
      case VALUE_TRUE -> new Node.Bool(true);
      case VALUE_FALSE -> new Node.Bool(false);
      case VALUE_NULL -> Node.Null.NULL;
      case NOT_AVAILABLE, END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT ->
          throw new IllegalStateException("no value starts with " + in.currentToken());
    };
  }

  private static Node members(JsonParser in) throws Refusal {
    Map<String, Node> values = new LinkedHashMap<>();
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String name = text(in);
      if (values.containsKey(name)) {
        throw refusal(DUPLICATE_FIELD, in, "the field twice", "each field once");
      }
      in.nextToken();
      values.put(name, value(in));
    }
    return new Node.Members(values);
  }

  private static Node items(JsonParser in) throws Refusal {
    List<Node> values = new ArrayList<>();
    while (in.nextToken() != JsonToken.END_ARRAY) {
      values.add(value(in));
    }
    return new Node.Items(values);
  }

  private static String text(JsonParser in) throws Refusal {
    String text = in.getString();
    if (!Surrogates.paired(text)) {
      throw refusal(INVALID_JSON, in, "an unpaired surrogate", "strings of valid Unicode");
    }
    return text;
  }

  /// Jackson's own limit counts the parts of a number apart; ours counts what is written.
  private static String number(JsonParser in) throws Refusal {
    String spelling = in.getString();
    if (spelling.length() > MAX_NUMBER) {
      throw refusal(
          INVALID_JSON,
          in,
          "a number of more than %d characters".formatted(MAX_NUMBER),
          "numbers of at most %d characters".formatted(MAX_NUMBER));
    }
    return spelling;
  }

  /// Where the text went wrong and how; the parser's advice to its programmer is left out.
  private static String firstClause(JacksonException syntax) {
    String complaint = syntax.getOriginalMessage();
    int advice = complaint.indexOf(": ");
    return Excerpt.of(
        "at character %d: %s"
            .formatted(
                syntax.getLocation().getCharOffset(),
                advice < 0 ? complaint : complaint.substring(0, advice)));
  }

  private static Refusal refusal(ViolationCode code, JsonParser in, String got, String wanted) {
    return new Refusal(new Fault(code, path(in.streamReadContext()), got, wanted));
  }

  /// The place of the present token, in the form of [Fault#where()].
  static String path(TokenStreamContext at) {
    StringBuilder path = new StringBuilder();
    spell(at, path);
    return path.isEmpty()
        ? "frame"
        : Excerpt.of(path.charAt(0) == '.' ? path.substring(1) : path.toString());
  }

  /// Outermost first, and of each name no more than is shown: a peer's names may be long, and its
  /// levels many.
  static void spell(TokenStreamContext at, StringBuilder path) {
    if (at.getParent() != null) {
      spell(at.getParent(), path);
    }
    if (at.inArray()) {
      path.append('[').append(at.getCurrentIndex()).append(']');
    } else if (at.inObject() && at.currentName() != null) {
      String name = at.currentName();
      path.append('.').append(name, 0, Math.min(name.length(), Excerpt.MAX + 1));
    }
  }
}
