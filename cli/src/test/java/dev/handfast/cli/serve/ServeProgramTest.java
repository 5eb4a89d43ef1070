package dev.handfast.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.cli.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// `serve --json`, driven by a program, from its start to its end.
@Timeout(120)
class ServeProgramTest {
  @TempDir private Path directory;

  @Test
  void a_worker_in_another_language_written_from_the_spec_alone_does_its_whole_session()
      throws Exception {
    try (var served = new ServedHere(directory)) {
      Process worker = Python.worker(served.socket, "py");

      JsonNode joined = served.await("joined");
      assertThat(joined.at("/childId").asString()).isEqualTo("py");
      assertThat(joined.at("/message/task").asString()).isEqualTo("prüfe das Protokoll");
      assertThat(served.await("status_update").at("/message/tokensUsed/input").asInt())
          .isEqualTo(12);
      assertThat(served.await("log").at("/message/content").asString())
          .isEqualTo("two\nlines, and ünïcödé");
      String request = served.await("permission_request").at("/message/id").asString();

      served.order("{'command':'ping','childId':'py','tag':'p'}");
      assertThat(result(served, "\"p\"")).isEqualTo("written");
      served.await("pong");
      served.order("{'command':'context','childId':'py','context':'be brief','tag':7}");
      assertThat(result(served, "7")).isEqualTo("written");
      assertThat(served.await("log").at("/message/content").asString())
          .isEqualTo("context: be brief");

      served.order(
          "{'command':'permission','requestId':'%s','result':'approve'}".formatted(request));
      assertThat(served.await("permission_response").at("/result").asString()).isEqualTo("approve");
      assertThat(served.await("status_update").at("/message/status").asString())
          .isEqualTo("tool_call");
      served.order(
          "{'command':'send','childId':'py','message':{'type':'cancel','reason':'enough'}}");
      assertThat(served.await("task_error").at("/message/error/message").asString())
          .isEqualTo("cancelled: enough");
      assertThat(served.await("left").at("/childId").asString()).isEqualTo("py");
      assertThat(worker.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(worker.exitValue()).isZero();

      served.order("{'command':'stop','tag':'bye'}");
      assertThat(result(served, "\"bye\"")).isEqualTo("done");
      served.await("stopped");
      assertThat(served.awaitExit()).isZero();
      assertThat(Files.exists(served.socket)).isFalse();
    }
  }

  @Test
  void without_auto_the_end_of_the_orders_denies_what_is_open_and_stops_with_a_drain()
      throws Exception {
    try (var served = new ServedHere(directory);
        var one = connected(served, "w-1")) {
      one.ask("w-1", "p", "bash", "ls");
      one.send(
          "{'id':'l','type':'log','timestamp':1,'childId':'w-1','level':'info','content':'x'}");
      served.await("log"); // so the request has been taken in: messages are handled in their order

      served.endOrders();

      assertThat(one.line("permission_response")).contains("\"result\":\"deny\"");
      one.leave();
      served.await("stopped");
      assertThat(served.awaitExit()).isZero();
      assertThat(Files.exists(served.socket)).isFalse();
    }
  }

  @Test
  void with_redact_no_word_of_a_worker_or_its_task_is_printed_or_traced() throws Exception {
    Path trace = directory.resolve("trace");
    try (var served = new ServedHere(directory, "--redact", "--trace", trace.toString());
        var one = connected(served, "w-1")) {
      one.send(
          "{'id':'l','type':'log','timestamp':1,'childId':'w-1','level':'info','content':'SECRET'}");
      one.ask("w-1", "p", "bash", "cat SECRET");
      served.await("permission_request");
      served.order(
          "{'command':'permission','requestId':'p','result':"
              + "{'type':'approve_pattern','pattern':'SECRET *'}}");
      served.order("{'command':'SECRET'}");
      one.line("permission_response");
      one.send(
          "{'id':'e','type':'task_error','timestamp':1,'childId':'w-1','error':"
              + "{'message':'m','recoverable':'SECRET'}}");
      JsonNode violation = served.await("violation");
      served.order("{'command':'stop'}");
      served.await("stopped");

      assertThat(violation.at("/code").asString()).isNotEmpty();
      assertThat(served.await("joined").at("/message/task").asString())
          .isEqualTo("[removed: 1 characters]");
      assertThat(served.heard())
          .hasSizeGreaterThan(7)
          .noneMatch(event -> event.toString().contains("SECRET"));
    }
    assertThat(trace).content().contains("permission_request").doesNotContain("SECRET");
  }

  @Test
  void who_breaks_the_protocol_and_who_is_refused_is_told() throws Exception {
    try (var served = new ServedHere(directory);
        var first = connected(served, "w-1");
        var _ = connected(served, "w-1")) {
      served.await("joined");
      JsonNode refused = served.await("refused");
      assertThat(refused.at("/childId").asString()).isEqualTo("w-1");
      assertThat(refused.at("/cause").asString()).contains("childId w-1 is taken");

      first.send("not json");
      JsonNode violation = served.await("violation");
      assertThat(violation.at("/code").asString()).isEqualTo("invalid_json");
      assertThat(violation.at("/childId").asString()).isEqualTo("w-1");
    }
  }

  @Test
  void a_path_that_is_taken_is_a_clear_error() throws Exception {
    try (var served = new ServedHere(directory)) {
      Command second =
          Command.handfast("serve", "--auto", "deny", "--socket", served.socket.toString());

      assertThat(second.exitCode()).isEqualTo(1);
      assertThat(second.err()).startsWith("handfast: ").contains(served.socket.toString());
      assertThat(second.err().lines()).hasSize(1);
      served.order("{'command':'list'}");
      served.await("result");
    }
  }

  /// What became of the order with this tag: each outcome comes when it is known.
  private static String result(Served served, String tag) throws InterruptedException {
    JsonNode result = served.await("result");
    while (!String.valueOf(result.get("tag")).equals(tag)) { // that of an order without a tag
      result = served.await("result");
    }
    return result.get("outcome").asString();
  }

  private static Raw connected(Served served, String childId) throws IOException {
    return Raw.joined(served.socket, childId);
  }
}
