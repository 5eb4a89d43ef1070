package dev.handfast.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.transport.Link;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Who is taken for a process of a command.
@Timeout(60)
class KinTest {
  /// A process, its child, and one whose parent has ended; this says itself that it runs, since a
  /// process that is being made has no environment to be known by yet.
  private static final String FAMILY =
      "echo $$; sleep 600 & echo $!; (setsid sh -c 'echo $$; sleep 600; :' &); wait";

  private Running running;
  private BufferedReader output;

  @BeforeEach
  void start() throws CannotStart {
    running = Program.of(List.of("sh", "-c", FAMILY)).start();
    output = new BufferedReader(new InputStreamReader(running.output(), StandardCharsets.UTF_8));
  }

  @AfterEach
  void end() {
    running.tree().end(Duration.ZERO);
  }

  @Test
  void the_command_its_child_and_what_has_lost_its_parents_belong_to_it() throws IOException {
    var kin = new Kin(running.tree());

    assertThat(kin.objection(peer(pid()))).as("the command").isEmpty();
    assertThat(kin.objection(peer(pid()))).as("its child").isEmpty();
    assertThat(kin.objection(peer(pid()))).as("one whose parent has ended").isEmpty();
  }

  @Test
  void whoever_started_the_command_does_not_belong_to_it_and_is_told_so() {
    long stranger = ProcessHandle.current().pid();

    assertThat(new Kin(running.tree()).objection(peer(stranger)))
        .hasValue(
            "you are process %d, and only process %d and its descendants may connect"
                .formatted(stranger, running.pid()));
  }

  @Test
  void a_peer_whose_process_the_system_does_not_tell_is_not_taken() {
    var nobody = new Link.Peer(Link.Peer.self().user(), OptionalLong.empty());

    assertThat(new Kin(running.tree()).objection(nobody)).isPresent();
  }

  private long pid() throws IOException {
    return Long.parseLong(output.readLine());
  }

  private static Link.Peer peer(long pid) {
    return new Link.Peer(Link.Peer.self().user(), OptionalLong.of(pid));
  }
}
