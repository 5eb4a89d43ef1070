package dev.handfast.conformance.verdict;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Objects;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// The rules of section 8, by id, as `spec/rules.yaml` has them.
public final class Rules {
  private static final SequencedMap<String, Rule> ALL = read();

  private Rules() {}

  /// A rule.
  ///
  /// @param id permanent
  /// @param title in a few words
  /// @param sentence what must hold
  public record Rule(String id, String title, String sentence) {}

  /// All of them, in the order of their numbers.
  public static SequencedMap<String, Rule> all() {
    return ALL;
  }

  /// The title of a rule, or the id where it is none of section 8.
  public static String title(String id) {
    Rule rule = ALL.get(id);
    return rule == null ? id : rule.title();
  }

  /// The id and the title, to begin a sentence with.
  public static String headline(String id) {
    Rule rule = ALL.get(id);
    return rule == null ? id : "%s, %s".formatted(id, rule.title());
  }

  /// The id with its title.
  public static String named(String id) {
    Rule rule = ALL.get(id);
    return rule == null ? id : id + " (" + rule.title() + ")";
  }

  private static SequencedMap<String, Rule> read() {
    var rules = new LinkedHashMap<String, Rule>();
    try (InputStream yaml =
        Objects.requireNonNull(
            Rules.class.getResourceAsStream("rules.yaml"), "rules.yaml is not in the jar")) {
      for (JsonNode rule : new YAMLMapper().readTree(yaml)) {
        String id = rule.required("id").asString();
        rules.put(
            id,
            new Rule(id, rule.required("title").asString(), rule.required("sentence").asString()));
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return Collections.unmodifiableSequencedMap(rules);
  }
}
