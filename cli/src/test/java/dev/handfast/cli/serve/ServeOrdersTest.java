package dev.handfast.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The orders that a program gives to `serve --json`, and what it is told of them.
@Timeout(120)
class ServeOrdersTest {
  @TempDir private Path directory;

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

  private static Raw connected(Served served, String childId) throws IOException {
    return Raw.joined(served.socket, childId);
  }
}
