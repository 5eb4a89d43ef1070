package dev.handfast.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/// Takes out of frames what must not stand in a trace: the values of fields with certain names.
///
/// A value goes as a whole, at any depth, whatever it holds, and its place says how long it was;
/// the rest of the frame stays as it was on the wire. What is no JSON object goes as a whole.
///
/// @param fields the fields' names, such as `task`
public record Redaction(Set<String> fields) {
  private static final JsonFactory STRICT =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /// Takes a copy of the set.
  public Redaction {
    fields = Set.copyOf(fields);
  }

  /// What a worker was told to do, what it logs, and what its tools get: `task`, `content`,
  /// `input`.
  public static Redaction ofContent() {
    return of("task", "content", "input");
  }

  /// Every field that can hold words of a person, a model or a tool, or names of files and
  /// branches.
  ///
  /// States, kinds, counts, ids and tools' names stay.
  public static Redaction ofAllText() {
    return of(
        "task",
        "content",
        "input",
        "approvalSuggestions",
        "branch",
        "commits",
        "context",
        "dangerReason",
        "description",
        "diffPreview",
        "error",
        "filesChanged",
        "message",
        "output",
        "pattern",
        "prUrl",
        "reason",
        "relevantFiles",
        "response",
        "securityWarning",
        "suggestedPattern",
        "worktree");
  }

  /// The fields with these names.
  public static Redaction of(String... fields) {
    return new Redaction(Set.of(fields));
  }

  /// The frame without these values.
  public String apply(String frame) {
    return cuts(frame).map(cuts -> without(frame, cuts)).orElseGet(() -> removed(frame.length()));
  }

  private record Cut(int from, int to, int characters) {}

  /// Where these values stand in a frame; empty where it is no JSON object.
  private Optional<List<Cut>> cuts(String frame) {
    var cuts = new ArrayList<Cut>();
    try (JsonParser in = STRICT.createParser(ObjectReadContext.empty(), frame)) {
      if (in.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      while (in.nextToken() != JsonToken.END_OBJECT || !in.streamReadContext().inRoot()) {
        if (in.currentToken() == JsonToken.PROPERTY_NAME && fields.contains(in.currentName())) {
          cuts.add(value(in));
        }
      }
      return in.nextToken() == null ? Optional.of(cuts) : Optional.empty();
    } catch (JacksonException _) { // it has no fields that could be told apart
      return Optional.empty();
    }
  }

  private static Cut value(JsonParser in) {
    boolean text = in.nextToken() == JsonToken.VALUE_STRING;
    int from = Math.toIntExact(in.currentTokenLocation().getCharOffset());
    int characters = text ? in.getString().length() : 0;
    in.skipChildren();
    in.finishToken();
    int to = Math.toIntExact(in.currentLocation().getCharOffset());
    return new Cut(from, to, text ? characters : to - from);
  }

  private static String without(String frame, List<Cut> cuts) {
    var kept = new StringBuilder(frame.length());
    int at = 0;
    for (Cut cut : cuts) {
      kept.append(frame, at, cut.from());
      kept.append('"').append(removed(cut.characters())).append('"');
      at = cut.to();
    }
    return kept.append(frame, at, frame.length()).toString();
  }

  private static String removed(int characters) {
    return "[removed: " + characters + " characters]";
  }
}
