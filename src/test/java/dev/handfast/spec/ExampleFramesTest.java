package dev.handfast.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.message.Message;
import dev.handfast.message.MessageReader;
import dev.handfast.message.Parsed;
import dev.handfast.message.Unknown;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The example frames of the text are frames of the protocol, so that the text cannot rot.
class ExampleFramesTest {
  private static final Pattern EXAMPLE =
      Pattern.compile("^```json\\n(?<frame>[^\\n]*)\\n```$", Pattern.MULTILINE);
  private static final Pattern FENCE = Pattern.compile("^```json$", Pattern.MULTILINE);
  private static final Pattern HEADING =
      Pattern.compile("^### 4\\.\\d+ (?<types>.*)$", Pattern.MULTILINE);
  private static final Pattern TYPE = Pattern.compile("`(?<type>\\w+)`");

  private final MessageReader reader = new MessageReader();

  @TestFactory
  Stream<DynamicTest> every_example_is_a_message_of_a_known_type() {
    return examples().stream()
        .map(frame -> DynamicTest.dynamicTest(frame, () -> assertThat(type(frame)).isNotEmpty()));
  }

  @Test
  void every_type_of_section_4_has_an_example() {
    var types = new TreeSet<String>();
    HEADING
        .matcher(text())
        .results()
        .flatMap(heading -> TYPE.matcher(heading.group("types")).results())
        .forEach(type -> types.add(type.group("type")));
    Set<String> shown =
        examples().stream().map(this::type).collect(TreeSet::new, Set::add, Set::addAll);
    assertThat(shown).isEqualTo(types);
  }

  @Test
  void every_block_of_json_is_one_line_and_so_an_example() {
    assertThat(examples()).hasSameSizeAs(FENCE.matcher(text()).results().toList());
  }

  private String type(String frame) {
    return switch (reader.read(frame)) {
      case Parsed.Read(Unknown unknown) ->
          throw new AssertionError("unknown type " + unknown.type() + " in: " + frame);
      case Parsed.Read(Message message) -> message.type();
      case Parsed.Malformed(var fault) -> throw new AssertionError(fault + " in: " + frame);
    };
  }

  private static List<String> examples() {
    return EXAMPLE.matcher(text()).results().map(example -> example.group("frame")).toList();
  }

  private static String text() {
    return Spec.read(Spec.protocol());
  }
}
