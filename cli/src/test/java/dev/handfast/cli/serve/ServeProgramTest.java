package dev.handfast.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.CloseCause;
import dev.handfast.SocketPath;
import dev.handfast.cli.Command;
import dev.handfast.cli.Needs;
import dev.handfast.client.HandfastClient;
import dev.handfast.message.Confirmation;
import dev.handfast.message.Decision;
import dev.handfast.message.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// `serve --json` between real processes.
@Timeout(120)
class ServeProgramTest {
  @TempDir private Path directory;

  @Test
  void a_worker_in_another_language_written_from_the_spec_alone_does_its_whole_session()
      throws Exception {
    Needs.program("python3");
    try (var served = new ServedHere(directory)) {
      Process worker = python(served, "py");

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
  void in_the_background_without_any_orders_auto_serves_on_until_it_is_told_to_end()
      throws Exception {
    Needs.program("python3");
    try (var served = new ServedProcess(directory, "--auto", "deny")) {
      served.endOrders();
      Process worker = python(served, "py");

      assertThat(served.await("task_complete").at("/message/result/response").asString())
          .isEqualTo("done without (deny)");
      served.await("left");
      assertThat(worker.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(worker.exitValue()).isZero();

      served.process.toHandle().destroy();
      served.await("stopped");
      assertThat(served.awaitExit()).isEqualTo(143);
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
  void disconnect_tells_the_reason_ends_that_session_and_frees_its_name() throws Exception {
    try (var served = new ServedHere(directory);
        var one = connected(served, "w-1");
        var two = connected(served, "w-2")) {
      served.order("{'command':'disconnect','childId':'w-1','reason':'enough','tag':1}");
      assertThat(one.line("cancel")).contains("\"reason\":\"enough\"");
      one.hearOut();
      one.leave();

      JsonNode result = served.await("result");
      assertThat(result.at("/outcome").asString()).isEqualTo("done");
      assertThat(result.at("/childId").asString()).isEqualTo("w-1");
      assertThat(result.at("/cause").asString()).isEqualTo("closed by this side");
      assertThat(result.at("/undelivered").asInt()).isZero();
      assertThat(served.await("left").at("/childId").asString()).isEqualTo("w-1");

      served.order("{'command':'disconnect','childId':'w-1'}");
      assertThat(served.await("result").at("/cause").asString())
          .isEqualTo("no worker is connected as w-1; connected are w-2");
      two.ask("w-2", "p", "bash", "ls");
      served.await("permission_request");
      connected(served, "w-1").close();
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
  @EnabledOnOs(OS.LINUX)
  void under_an_abstract_name_a_command_is_a_worker_without_any_file() throws Exception {
    String name = "@handfast-" + UUID.randomUUID();
    try (var served = new ServedProcess(name)) {
      List<String> command = new ArrayList<>(ServedProcess.command(served.socket, ""));
      command.set(command.indexOf("serve"), "work");
      command.addAll(List.of("--child-id", "w-1", "--", "true"));
      Process worker = new ProcessBuilder(command).inheritIO().start();

      assertThat(served.await("joined").at("/childId").asString()).isEqualTo("w-1");
      served.await("task_complete");
      assertThat(worker.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(worker.exitValue()).isZero();
      assertThat(Path.of(name)).doesNotExist();
    }
  }

  @Test
  void two_open_requests_of_one_name_are_told_apart_and_each_is_answered() throws Exception {
    try (var served = new ServedHere(directory);
        var one = connected(served, "w-1");
        var two = connected(served, "w-2")) {
      served.await("joined");
      served.await("joined");
      one.ask("w-1", "p", "bash", "ls");
      two.ask("w-2", "p", "bash", "ls");
      served.await("permission_request");
      served.await("permission_request");

      served.order("{'command':'permission','requestId':'p','result':'approve','tag':1}");
      assertThat(served.await("result").at("/cause").asString())
          .contains("open for w-", "say which, as childId");
      served.order(
          "{'command':'permission','childId':'w-2','requestId':'p','result':"
              + "{'type':'approve_pattern','pattern':'ls *'}}");
      assertThat(two.line("permission_response")).contains("\"pattern\":\"ls *\"");
      served.order("{'command':'permission','requestId':'p','result':'abort'}");
      assertThat(one.line("permission_response")).contains("\"result\":\"abort\"");
    }
  }

  @Test
  void a_bad_order_is_told_with_its_line_and_the_next_one_is_obeyed() throws Exception {
    try (var served = new ServedHere(directory)) {
      served.order("nonsense");
      served.order("{'command':'cancle','childId':'w-1','tag':'x'}");
      served.order("{'command':'permission','requestId':'p','result':true}");
      served.order("{'command':'broadcast','message':{'type':'permission_response'}}");
      served.order("{'command':'cancel','childId':'w-9'}");
      served.order("{'command':'list'}");

      assertThat(served.await("error").at("/line").asInt()).isEqualTo(1);
      JsonNode misspelt = served.await("error");
      assertThat(misspelt.at("/tag").asString()).isEqualTo("x");
      assertThat(misspelt.at("/got").asString()).isEqualTo("command: cancle");
      assertThat(misspelt.at("/wanted").asString()).startsWith("command: send, broadcast");
      assertThat(served.await("error").at("/got").asString()).isEqualTo("result: true");
      assertThat(served.await("error").at("/line").asInt()).isEqualTo(4);
      assertThat(served.await("result").at("/cause").asString())
          .isEqualTo("no worker is connected as w-9; none is");
      assertThat(served.await("result").at("/workers").isArray()).isTrue();
    }
  }

  @Test
  void a_broadcast_tells_for_each_worker_what_became_of_it() throws Exception {
    try (var served = new ServedHere(directory);
        var one = connected(served, "w-1");
        var two = connected(served, "w-2")) {
      served.await("joined");
      served.await("joined");
      served.order("{'command':'broadcast','message':{'type':'inject_context','context':'hi'}}");

      JsonNode result = served.await("result");
      assertThat(result.at("/outcome").asString()).isEqualTo("written");
      assertThat(result.at("/workers/w-1/outcome").asString()).isEqualTo("written");
      assertThat(result.at("/workers/w-2/outcome").asString()).isEqualTo("written");
      assertThat(one.line("inject_context")).contains("\"context\":\"hi\"");
      assertThat(two.line("inject_context")).contains("\"context\":\"hi\"");
    }
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
  void on_sigterm_accepted_messages_leave_the_socket_goes_and_the_worker_sees_a_clean_end()
      throws Exception {
    try (var served = new ServedProcess(directory, "--auto", "approve")) {
      HandfastClient client =
          HandfastClient.builder(SocketPath.of(served.socket)).childId("w-1").task("t").start();
      assertThat(
              client.requestPermission(
                  Confirmation.builder()
                      .toolName("bash")
                      .input(Json.of(Map.of("command", "ls")))
                      .isDangerous(true)
                      .build()))
          .isEqualTo(Decision.approve());

      served.process.toHandle().destroy();

      assertThat(served.awaitExit()).isEqualTo(143);
      assertThat(served.await("stopped").at("/sessions/0/undelivered").asInt()).isZero();
      assertThat(Files.exists(served.socket)).isFalse();
      assertThat(client.drain(Duration.ofSeconds(3)).cause())
          .isInstanceOf(CloseCause.PeerClosed.class);
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

  @Test
  void an_output_that_nobody_reads_any_more_ends_it() throws Exception {
    Path socket = directory.resolve("unread.sock");
    Process process =
        new ProcessBuilder(ServedProcess.command(socket, "--auto", "deny"))
            .redirectError(directory.resolve("err").toFile())
            .start();
    try (var out = process.inputReader()) {
      assertThat(out.readLine()).startsWith("listening on " + socket);
    }
    try (var worker = new Raw(socket)) {
      worker.verdict("w-1");
      worker.leave();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }

    assertThat(process.exitValue()).isEqualTo(1);
    assertThat(Files.readString(directory.resolve("err"))).contains("nobody reads the output");
    assertThat(Files.exists(socket)).isFalse();
  }

  private Process python(Served served, String childId) throws Exception {
    Path script =
        Path.of(
            Objects.requireNonNull(ServeProgramTest.class.getResource("/serve/worker.py")).toURI());
    assertThat(Files.readAllLines(script)).hasSizeLessThanOrEqualTo(60);
    return new ProcessBuilder("python3", script.toString(), served.socket.toString(), childId)
        .inheritIO()
        .start();
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
