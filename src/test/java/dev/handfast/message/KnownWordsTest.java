package dev.handfast.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Rule("HF-22")
class KnownWordsTest {
  @Test
  void each_fixed_word_of_the_schemas_is_known_unless_it_is_longer() throws IOException {
    Set<String> names = words();

    names.removeIf(name -> name.length() > KnownWords.LONGEST);
    assertThat(KnownWords.ALL).containsExactlyElementsOf(names);
  }

  /// What the writer of words takes for granted.
  @Test
  void each_fixed_word_of_the_schemas_is_written_as_it_is_spelt() throws IOException {
    for (String word : words()) {
      JsonWriter to = new JsonWriter();
      to.word(word);
      assertThat(to).hasToString(JsonMapper.shared().writeValueAsString(word));
    }
  }

  private static Set<String> words() throws IOException {
    Set<String> names = new TreeSet<>();
    try (Stream<Path> files = Files.list(Vectors.folder("schemas"))) {
      files.forEach(file -> collect(JsonMapper.shared().readTree(Vectors.text(file)), names));
    }
    return names;
  }

  @Test
  void a_known_name_is_not_made_anew() {
    for (String name : KnownWords.ALL) {
      assertThat(read(name)).isSameAs(name);
    }
  }

  @Test
  void a_name_that_is_like_a_known_one_is_read_as_it_is() {
    for (String name : KnownWords.ALL) {
      for (int at = 0; at < name.length(); at++) {
        for (String other : new String[] {"", "_", "é", "\u0000"}) {
          String like = name.substring(0, at) + other + name.substring(at + 1);
          assertThat(read(like)).isEqualTo(like);
        }
        assertThat(read(name.substring(0, at))).isEqualTo(name.substring(0, at));
      }
      assertThat(read(name + "\u0000")).isEqualTo(name + "\u0000");
      assertThat(read(name + name)).isEqualTo(name + name);
    }
  }

  @Test
  void a_name_may_stand_at_the_very_end() {
    for (String name : KnownWords.ALL) {
      byte[] utf8 = name.getBytes(UTF_8);
      assertThat(KnownWords.of(utf8, 0, utf8.length)).isEqualTo(name);
    }
  }

  private static String read(String name) {
    String before = "{\"";
    byte[] utf8 = (before + name + "\":1234567}").getBytes(UTF_8);
    return KnownWords.of(utf8, before.length(), before.length() + name.getBytes(UTF_8).length);
  }

  private static void collect(JsonNode schema, Set<String> names) {
    names.addAll(schema.path("properties").propertyNames());
    Stream.concat(Stream.of(schema.path("const")), schema.path("enum").valueStream())
        .filter(JsonNode::isString)
        .forEach(word -> names.add(word.asString()));
    schema.forEach(inner -> collect(inner, names));
  }
}
