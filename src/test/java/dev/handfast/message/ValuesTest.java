package dev.handfast.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handfast.Role;
import dev.handfast.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {
  private static final String LONGEST = "😀".repeat(256);

  @ParameterizedTest
  @Rule("HF-22")
  @ValueSource(strings = {"", "a\nb", "a\u007f", "a\u0085"})
  void no_message_can_have_an_invalid_childId(String childId) {
    refused(() -> new StatusUpdate("m", 1, childId, StatusReport.of(WorkerStatus.IDLE)), "childId");
    refused(() -> new Log("m", 1, childId, LogLevel.INFO, ""), "childId");
    refused(() -> new TaskError("m", 1, childId, TaskFailure.fatal("x")), "childId");
    refused(() -> new TaskComplete("m", 1, childId, result().build()), "childId");
    refused(() -> new PermissionRequest("m", 1, childId, confirmation()), "childId");
    refused(() -> worker(childId), "childId");
  }

  @Test
  @Rule("HF-22")
  void a_childId_has_at_most_256_characters() {
    assertThat(worker(LONGEST).childId()).isEqualTo(LONGEST);
    assertThatThrownBy(() -> worker(LONGEST + "x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("childId: got \"😀")
        .hasMessageEndingWith("…, wanted 1 to 256 characters without control characters");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.001, 100.001, Double.NaN, Double.POSITIVE_INFINITY})
  void progress_is_a_number_from_0_to_100(double progress) {
    refused(
        () -> StatusReport.builder().status(WorkerStatus.IDLE).progress(progress).build(),
        "progress: got " + progress + ", wanted a number from 0 to 100");
  }

  @Test
  void progress_of_minus_zero_is_zero() {
    StatusReport report = StatusReport.builder().status(WorkerStatus.IDLE).progress(-0.0).build();

    assertThat(report.progress()).isEqualTo(OptionalDouble.of(0.0));
  }

  @Test
  void counts_are_0_or_more() {
    refused(() -> new Tokens(-1, 0), "tokensUsed.input: got -1, wanted 0 or more");
    refused(() -> new Tokens(0, -1), "tokensUsed.output: got -1, wanted 0 or more");
    refused(() -> result().toolCallCount(-1).build(), "toolCallCount: got -1");
    refused(() -> result().commits(-1).build(), "commits: got -1");
    assertThat(result().commits(0).toolCallCount(0).build().commits()).isZero();
  }

  @Test
  void a_duration_has_whole_milliseconds_in_64_bits() {
    assertThat(result().duration(Duration.ofNanos(1_999_999)).build().duration())
        .isEqualTo(Duration.ofMillis(1));
    refused(
        () -> result().duration(Duration.ofSeconds(Long.MAX_VALUE)).build(), "duration: got PT");
  }

  @Test
  void versions_are_1_or_more() {
    refused(() -> new ProtocolOffer(List.of(1L, 0L), List.of()), "protocol version: got 0");
    refused(() -> new ProtocolChoice(0, List.of()), "protocol version: got 0, wanted 1 or more");
    assertThat(new ProtocolOffer(List.of(1L, 3L), List.of()).speaks(3)).isTrue();
    assertThat(new ProtocolOffer(List.of(1L, 3L), List.of()).speaks(2)).isFalse();
  }

  @Test
  @Rule("HF-24")
  void lists_are_copied() {
    List<String> list = new ArrayList<>(List.of("a"));
    AckConfig config = new AckConfig(list, OptionalLong.empty());
    ProtocolChoice choice = new ProtocolChoice(1, list);
    ProtocolOffer offer = new ProtocolOffer(List.of(1L), list);
    List<ApprovalSuggestions.Category> none = new ArrayList<>();
    ApprovalSuggestions suggestions = new ApprovalSuggestions("p", none);
    list.add("b");
    none.add(new ApprovalSuggestions.Category("i", "n", "d"));

    assertThat(config.autoApprove()).containsExactly("a");
    assertThat(choice.capabilities()).containsExactly("a");
    assertThat(offer.capabilities()).containsExactly("a");
    assertThat(suggestions.matchedCategories()).isEmpty();
  }

  @Test
  @Rule("HF-23")
  void three_of_the_five_decisions_approve() {
    assertThat(
            List.of(
                Decision.approve(), Decision.approvePattern("p"), Decision.approveCategory("c")))
        .allMatch(Decision::approves);
    assertThat(List.of(Decision.deny(), Decision.abort())).noneMatch(Decision::approves);
  }

  @Test
  void a_refusal_has_words_also_where_the_peer_gave_none() {
    assertThat(new Answer.Refused(Optional.empty()).reason()).isEqualTo("no reason given");
    assertThat(Answer.refused("taken")).isEqualTo(new Answer.Refused(Optional.of("taken")));
    assertThat(((Answer.Refused) Answer.refused("taken")).reason()).isEqualTo("taken");
    assertThat(Answer.accepted()).isInstanceOf(Answer.Accepted.class);
  }

  @Test
  void a_failure_says_whether_it_is_recoverable_and_may_have_a_code() {
    assertThat(TaskFailure.fatal("m").withCode("c"))
        .isEqualTo(new TaskFailure("m", Optional.of("c"), false));
    assertThat(TaskFailure.recoverable("m").withCode("c"))
        .isEqualTo(new TaskFailure("m", Optional.of("c"), true));
  }

  @Test
  @Rule("HF-22")
  void an_unknown_message_is_a_frame_of_an_unknown_type() {
    Json body = Json.parse("{\"id\":\"m\",\"type\":\"later\",\"timestamp\":5}");
    assertThat(new Unknown("m", 5, "later", body).body()).isEqualTo(body);

    refused(() -> new Unknown("n", 5, "later", body), "body: got {\"id\":\"m\"");
    refused(() -> new Unknown("m", 6, "later", body), "body: got");
    refused(() -> new Unknown("m", 5, "sooner", body), "body: got");
    refused(() -> new Unknown("m", 5, "later", Json.parse("[]")), "body: got []");
    refused(() -> new Unknown("m", 5, "later", Json.parse("{}")), "body: got {}");
    Json ping = Json.parse("{\"id\":\"m\",\"type\":\"ping\",\"timestamp\":5}");
    refused(() -> new Unknown("m", 5, "ping", ping), "type: got ping, wanted an unknown one");
  }

  @Test
  void a_log_line_shows_a_peers_text_short_and_harmless() {
    assertThat(Excerpt.of("")).isEmpty();
    assertThat(Excerpt.of("x".repeat(80))).isEqualTo("x".repeat(80));
    assertThat(Excerpt.of("x".repeat(81))).isEqualTo("x".repeat(79) + "…");
    assertThat(Excerpt.of("x".repeat(78) + "😀")).isEqualTo("x".repeat(78) + "😀");
    assertThat(Excerpt.of("x".repeat(79) + "😀")).isEqualTo("x".repeat(79) + "…");
    assertThat(Excerpt.of("x".repeat(78) + "😀y")).isEqualTo("x".repeat(78) + "…");
    assertThat(Excerpt.of("a\nb\u0000c\u202Ed\u2028e\u2029f\ud800g")).isEqualTo("a?b?c?d?e?f?g");
    assertThat(Excerpt.quoted("a\"b")).isEqualTo("\"a\"b\"");
  }

  @Test
  @Rule("HF-7")
  void each_role_may_send_its_own_types() {
    assertThat(Sender.WORKER.allows(Role.WORKER)).isTrue();
    assertThat(Sender.WORKER.allows(Role.ORCHESTRATOR)).isFalse();
    assertThat(Sender.ORCHESTRATOR.allows(Role.ORCHESTRATOR)).isTrue();
    assertThat(Sender.ORCHESTRATOR.allows(Role.WORKER)).isFalse();
    assertThat(Sender.EITHER.allows(Role.WORKER)).isTrue();
    assertThat(Sender.EITHER.allows(Role.ORCHESTRATOR)).isTrue();
  }

  private static void refused(Runnable call, String message) {
    assertThatThrownBy(call::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  private static WorkerIdentity worker(String childId) {
    return WorkerIdentity.builder().childId(childId).worktree("/wt").branch("b").task("t").build();
  }

  private static Confirmation confirmation() {
    return Confirmation.builder().toolName("t").input(Json.parse("{}")).isDangerous(false).build();
  }

  private static TaskResultBuilder result() {
    return TaskResult.builder()
        .success(true)
        .response("r")
        .toolCallCount(1)
        .tokensUsed(new Tokens(1, 1))
        .duration(Duration.ofMillis(1))
        .branch("b")
        .commits(1);
  }
}
