package dev.handfast.cli.serve;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.CloseCause;
import dev.handfast.SocketPath;
import dev.handfast.client.HandfastClient;
import dev.handfast.message.Confirmation;
import dev.handfast.message.Decision;
import dev.handfast.message.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// `serve` as a process of its own: signals, streams, and an address without a file.
@Timeout(120)
class ServeProcessTest {
  /// 32 KiB of 64: the rest fills by itself.
  private static final int HALF_A_PIPE = 32 * 1024;

  @TempDir private Path directory;

  @Test
  void in_the_background_without_any_orders_auto_serves_on_until_it_is_told_to_end()
      throws Exception {
    try (var served = new ServedProcess(directory, "--auto", "deny")) {
      served.endOrders();
      Process worker = Python.worker(served.socket, "py");

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
  @Tag("deep")
  void a_directory_that_its_group_may_write_to_is_told_once_on_standard_error() throws Exception {
    Path shared =
        Files.createDirectory(
            directory.resolve("shared"), // less what the mask takes away
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxrwx---")));
    Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwx---"));
    try (var served = new ServedProcess(shared)) {
      served.endOrders();
      assertThat(served.awaitExit()).isZero();
      assertThat(new String(served.process.getErrorStream().readAllBytes(), UTF_8).lines())
          .singleElement()
          .asString()
          .startsWith("handfast: WARNING: the group of " + shared)
          .endsWith("chmod g-w prevents it");
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  @Tag("deep")
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

  @Test
  @Tag("deep")
  void told_to_end_it_ends_though_nobody_reads_what_a_worker_writes_without_end() throws Exception {
    Path socket = directory.resolve("full.sock");
    Process process =
        new ProcessBuilder(ServedProcess.command(socket, "--auto", "deny"))
            .redirectError(directory.resolve("err").toFile())
            .start();
    assertThat(process.inputReader().readLine()).startsWith("listening on " + socket);
    try (var worker = Raw.joined(socket, "w-1")) {
      Thread.ofPlatform().daemon().start(() -> flood(worker));
      long hung = System.nanoTime() + TimeUnit.SECONDS.toNanos(Served.HUNG_SECONDS);
      while (process.getInputStream().available() < HALF_A_PIPE) {
        assertThat(System.nanoTime()).as("the pipe fills").isLessThan(hung);
        Thread.onSpinWait();
      }

      process.toHandle().destroy();

      assertThat(process.waitFor(Served.HUNG_SECONDS, TimeUnit.SECONDS)).as("ends").isTrue();
      assertThat(process.exitValue()).isEqualTo(143);
      assertThat(Files.exists(socket)).isFalse();
    } finally {
      process.destroyForcibly();
    }
  }

  private static void flood(Raw worker) {
    String line =
        "{'id':'l','type':'log','timestamp':1,'childId':'w-1','level':'info','content':'%s'}"
            .formatted("z".repeat(100));
    try {
      while (true) {
        worker.send(line);
      }
    } catch (IOException _) {
      // the orchestrator has ended
    }
  }
}
