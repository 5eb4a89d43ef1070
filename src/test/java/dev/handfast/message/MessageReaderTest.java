package dev.handfast.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.Fault;
import dev.handfast.Rule;
import dev.handfast.ViolationCode;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageReaderTest {
  private final MessageReader reader = new MessageReader();

  @Test
  @Rule("HF-2")
  void a_handshake_tells_who_connects() {
    assertThat(
            read(
                """
                {"id":"m","type":"handshake","timestamp":5,"childId":"w","worktree":"/wt",
                 "branch":"b","task":"t","model":"x","protocol":{"versions":[1,2],"capabilities":["c"]}}\
                """))
        .isEqualTo(
            new Handshake(
                "m",
                5,
                new WorkerIdentity("w", "/wt", "b", "t", Optional.of("x"), Optional.empty()),
                Optional.of(new ProtocolOffer(List.of(1L, 2L), List.of("c")))));
  }

  @Test
  void a_result_tells_its_duration_in_milliseconds() {
    assertThat(
            read(
                """
                {"id":"m","type":"task_complete","timestamp":5,"childId":"w","result":{
                 "success":false,"response":"r","toolCallCount":2,"tokensUsed":{"input":3,"output":4},
                 "duration":1500,"branch":"b","commits":1,"filesChanged":["f"]}}\
                """))
        .isEqualTo(
            new TaskComplete(
                "m",
                5,
                "w",
                TaskResult.builder()
                    .success(false)
                    .response("r")
                    .toolCallCount(2)
                    .tokensUsed(new Tokens(3, 4))
                    .duration(Duration.ofMillis(1500))
                    .branch("b")
                    .commits(1)
                    .addFilesChanged("f")
                    .build()));
  }

  @ParameterizedTest
  @Rule("HF-23")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"false\" | wrong_type | accepted | \"false\"   | true or false",
        "1         | wrong_type | accepted | 1           | true or false",
        "[true]    | wrong_type | accepted | an array    | true or false",
        "{}        | wrong_type | accepted | an object   | true or false",
        "null      | missing_field | accepted | null     | true or false"
      })
  void a_fault_says_code_place_got_and_wanted(
      String value, String code, String where, String got, String wanted) {
    assertThat(
            fault(
                "{\"id\":\"m\",\"type\":\"handshake_ack\",\"timestamp\":1,\"accepted\":"
                    + value
                    + "}"))
        .isEqualTo(new Fault(code(code), where, got, wanted));
  }

  @ParameterizedTest
  @Rule("HF-17")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"level\":\"debug\",\"content\":\"\" | \"debug\" | one of text, tool, info, warn, error",
        "\"level\":true,\"content\":\"\" | true | a string",
        "\"level\":\"text\" | nothing | a string"
      })
  void a_wrong_word_is_answered_with_the_allowed_ones(String fields, String got, String wanted) {
    Fault fault =
        fault("{\"id\":\"m\",\"type\":\"log\",\"timestamp\":1,\"childId\":\"w\"," + fields + "}");

    assertThat(fault.got()).isEqualTo(got);
    assertThat(fault.wanted()).isEqualTo(wanted);
  }

  @ParameterizedTest
  @Rule("HF-17")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``           | no value",
        "{}{}         | something after the value",
        "{\"a\" 1}    | at character 5: Unexpected character ('1' (code 49))",
        "{\"a\":tru}  | at character 5: Unrecognized token 'tru'",
        "{\"a\":NaN}  | at character 8: Non-standard token 'NaN'",
        "{            | at character 1: Unexpected end-of-input",
        "{\"a\":\"\\ud800\"} | an unpaired surrogate"
      })
  void a_syntax_error_tells_its_place_and_no_advice_for_programmers(String line, String got) {
    assertThat(fault(line).got()).isEqualTo(got);
  }

  @Test
  @Rule("HF-17")
  void what_is_too_deep_or_too_long_is_told_with_the_limit() {
    assertThat(fault("[".repeat(501)))
        .isEqualTo(
            new Fault(
                ViolationCode.INVALID_JSON, "frame", "more than 500 levels", "at most 500 levels"));
    assertThat(fault("[0," + "1".repeat(1001) + "]"))
        .isEqualTo(
            new Fault(
                ViolationCode.INVALID_JSON,
                "[1]",
                "a number of more than 1000 characters",
                "numbers of at most 1000 characters"));
  }

  @Test
  @Rule("HF-17")
  void a_line_that_is_no_object_is_shown() {
    assertThat(fault("[]"))
        .isEqualTo(new Fault(ViolationCode.NOT_AN_OBJECT, "frame", "an array", "a JSON object"));
  }

  @Test
  @Rule("HF-22")
  void an_unknown_field_is_ignored_however_long_its_name() {
    for (String name : List.of("n".repeat(60_000), "\\u006e".repeat(60_000))) {
      String line = "{\"id\":\"m\",\"" + name + "\":{},\"type\":\"ping\",\"timestamp\":1}";

      assertThat(read(line)).isEqualTo(new Ping("m", 1));
      Readings.assertSame(line);
    }
  }

  @Test
  @Rule("HF-17")
  void a_repeated_field_is_told_with_its_path() {
    assertThat(fault("{\"a\":[{},{\"b\":{\"c\":1,\"c\":2}}]}"))
        .isEqualTo(
            new Fault(
                ViolationCode.DUPLICATE_FIELD, "a[1].b.c", "the field twice", "each field once"));
  }

  @Test
  @Rule("HF-17")
  void a_number_out_of_range_is_told_with_the_range() {
    assertThat(fault("{\"id\":\"m\",\"type\":\"ping\",\"timestamp\":9223372036854775808}"))
        .isEqualTo(
            new Fault(
                ViolationCode.INVALID_VALUE,
                "timestamp",
                "9223372036854775808",
                "an integer from -9223372036854775808 to 9223372036854775807"));
    assertThat(status("\"progress\":100.01"))
        .isEqualTo(
            new Fault(ViolationCode.INVALID_VALUE, "progress", "100.01", "a number from 0 to 100"));
    assertThat(status("\"progress\":\"1\""))
        .isEqualTo(
            new Fault(ViolationCode.WRONG_TYPE, "progress", "\"1\"", "a number from 0 to 100"));
    assertThat(status("\"tokensUsed\":{\"input\":-1,\"output\":0}"))
        .isEqualTo(
            new Fault(
                ViolationCode.INVALID_VALUE,
                "tokensUsed.input",
                "-1",
                "an integer from 0 to 9223372036854775807"));
  }

  @Test
  @Rule("HF-17")
  void a_list_with_a_wrong_item_names_the_item() {
    assertThat(fault(handshake("\"protocol\":{\"versions\":[1,\"2\"],\"capabilities\":[]}")))
        .isEqualTo(
            new Fault(ViolationCode.WRONG_TYPE, "protocol.versions[1]", "\"2\"", "an integer"));
    assertThat(fault(handshake("\"protocol\":{\"versions\":1,\"capabilities\":[]}")).wanted())
        .isEqualTo("an array of integers");
    assertThat(fault(handshake("\"protocol\":{\"versions\":[],\"capabilities\":[1]}")))
        .isEqualTo(
            new Fault(ViolationCode.WRONG_TYPE, "protocol.capabilities[0]", "1", "a string"));
    assertThat(fault(handshake("\"protocol\":{\"versions\":[],\"capabilities\":1}")).wanted())
        .isEqualTo("an array of strings");
    assertThat(fault(handshake("\"protocol\":[]")).wanted()).isEqualTo("an object");
  }

  @Test
  @Rule("HF-17")
  void a_long_childId_is_shown_shortened() {
    Fault fault =
        fault(
            "{\"id\":\"m\",\"type\":\"log\",\"timestamp\":1,\"childId\":\""
                + "w".repeat(300)
                + "\"}");

    assertThat(fault.got()).isEqualTo("\"" + "w".repeat(78) + "…");
    assertThat(fault.wanted()).isEqualTo("1 to 256 characters without control characters");
  }

  @Test
  @Rule("HF-23")
  void a_result_that_is_no_decision_is_answered_with_the_five_forms() {
    String five = "approve, deny, abort, or an object of type approve_pattern or approve_category";
    assertThat(result("\"yes\""))
        .isEqualTo(new Fault(ViolationCode.INVALID_VALUE, "result", "\"yes\"", five));
    assertThat(result("1")).isEqualTo(new Fault(ViolationCode.WRONG_TYPE, "result", "1", five));
    assertThat(result("null"))
        .isEqualTo(new Fault(ViolationCode.MISSING_FIELD, "result", "null", five));
    assertThat(result("{\"type\":\"approve\"}"))
        .isEqualTo(
            new Fault(
                ViolationCode.INVALID_VALUE,
                "result.type",
                "\"approve\"",
                "one of approve_pattern, approve_category"));
  }

  private Fault status(String field) {
    return fault(
        "{\"id\":\"m\",\"type\":\"status_update\",\"timestamp\":1,\"childId\":\"w\",\"status\":\"idle\","
            + field
            + "}");
  }

  private Fault result(String value) {
    return fault(
        "{\"id\":\"m\",\"type\":\"permission_response\",\"timestamp\":1,\"requestId\":\"r\",\"result\":"
            + value
            + "}");
  }

  private static String handshake(String field) {
    return "{\"id\":\"m\",\"type\":\"handshake\",\"timestamp\":1,\"childId\":\"w\",\"worktree\":\"/wt\",\"branch\":\"b\",\"task\":\"t\","
        + field
        + "}";
  }

  private Message read(String line) {
    return ((Parsed.Read) reader.read(line)).message();
  }

  private Fault fault(String line) {
    return ((Parsed.Malformed) reader.read(line)).fault();
  }

  private static ViolationCode code(String wire) {
    return Arrays.stream(ViolationCode.values())
        .filter(code -> code.wire().equals(wire))
        .findFirst()
        .orElseThrow();
  }
}
