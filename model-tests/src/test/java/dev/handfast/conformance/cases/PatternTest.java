package dev.handfast.conformance.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

class PatternTest {
  private static final long DAY = Duration.ofDays(1).toMillis();

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private static JsonNode spelt(String text) {
    return JsonNodeFactory.instance.objectNode().put("$json", text);
  }

  private static Optional<String> spelt(String wanted, String got) {
    return new Pattern().difference("input", spelt(wanted), MAPPER.readTree(got));
  }

  @Test
  void what_is_spelt_matches_the_same_value_in_the_same_order_and_no_other() {
    assertThat(spelt("{\"z\":1,\"a\":[null,{}]}", "{ \"z\": 1, \"a\": [null, {}] }")).isEmpty();
    assertThat(spelt("[1.50,1e400,-0]", "[1.5,1E+400,0]")).isEmpty();

    assertThat(spelt("{\"z\":1,\"a\":2}", "{\"a\":2,\"z\":1}")).as("another order").isPresent();
    assertThat(spelt("{\"z\":1}", "{\"z\":1,\"a\":2}")).as("one more").isPresent();
    assertThat(spelt("{\"z\":1,\"a\":null}", "{\"z\":1}")).as("one less").isPresent();
    assertThat(spelt("[{\"z\":[1]}]", "[{\"z\":[1,1]}]")).as("a longer list").isPresent();
    assertThat(spelt("[{\"b\":1,\"a\":2}]", "[{\"a\":2,\"b\":1}]")).as("inside").isPresent();
    assertThat(spelt("9007199254740993", "9007199254740992")).as("a double").isPresent();
    assertThat(spelt("0.1000000000000000055", "0.1")).as("a double").isPresent();
    assertThat(spelt("1", "\"1\"")).as("a text").isPresent();
    assertThat(spelt("[]", "{}")).as("an object").isPresent();
  }

  @Test
  void what_is_spelt_goes_out_as_it_is_spelt() {
    String text = "{\"9\":1.50,\"10\":-0,\"a\":1e400}";

    assertThat(new Pattern().filled(spelt(text))).hasToString(text);
  }

  @Test
  void maybe_is_a_text_or_nothing() {
    JsonNode maybe = JsonNodeFactory.instance.stringNode("$maybe:f-1");
    JsonNode frame = MAPPER.readTree("{\"mine\":\"f-1\",\"other\":\"f-2\"}");

    assertThat(new Pattern().difference("", maybe, frame.path("mine"))).isEmpty();
    assertThat(new Pattern().difference("", maybe, frame.path("none"))).isEmpty();
    assertThat(new Pattern().difference("", maybe, frame.path("other"))).isPresent();
  }

  private static Optional<String> now(long timestamp) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    return new Pattern()
        .difference("timestamp", json.stringNode("$now"), json.numberNode(timestamp));
  }

  @Test
  void now_is_in_milliseconds_and_no_day_off() {
    long now = System.currentTimeMillis();

    assertThat(now(now)).isEmpty();
    assertThat(now(now / 1_000)).as("seconds").isPresent();
    assertThat(now(now * 1_000)).as("microseconds").isPresent();
    assertThat(now(now - DAY)).isPresent();
    assertThat(now(now + DAY)).isPresent();
  }
}
