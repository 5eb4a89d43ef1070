package dev.handfast.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.Rule;
import dev.handfast.SocketPath;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Orchestrators in several processes that want the same path.
@Rule("HF-28")
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SimultaneousStartsTest {
  private static final int ROUNDS = 60;

  /// No process has it: Linux ends at 4,194,304.
  private static final String DEAD = "999999999";

  private final TemporarySockets sockets = new TemporarySockets();
  private final List<Starter> starters = List.of(new Starter(), new Starter(), new Starter());
  private SocketPath.File socket;

  @BeforeEach
  void choosePath() throws IOException {
    socket = sockets.fresh();
  }

  @AfterEach
  void clear() throws IOException {
    for (Starter starter : starters) {
      starter.close();
    }
    sockets.close();
  }

  @Test
  void on_a_free_path_one_wins_and_the_others_are_told_who() throws IOException {
    for (int round = 0; round < ROUNDS; round++) {
      race();
    }
  }

  @Test
  void on_a_stale_path_one_wins_and_the_others_are_told_who() throws IOException {
    for (int round = 0; round < ROUNDS; round++) {
      TemporarySockets.leaveStale(socket);
      if (round % 2 == 0) {
        Files.writeString(SocketLock.besides(socket.path()), DEAD);
      }
      race();
    }
  }

  @Test
  void who_starts_while_another_one_stops_either_wins_or_is_told_who() throws IOException {
    Starter owner = starters.getFirst();
    Starter heir = starters.getLast();
    for (int round = 0; round < ROUNDS; round++) {
      owner.listen(socket);
      assertThat(owner.answer()).isEqualTo("listening");
      heir.listen(socket);
      owner.stop();
      String answer = heir.answer();
      if (answer.equals("listening")) {
        assertThat(SocketProbe.of(socket.path())).isEqualTo(SocketProbe.LISTENING);
        heir.stop();
      } else {
        assertThat(answer).contains("(process " + owner.pid() + ") listens there");
      }
      assertThat(TemporarySockets.around(socket)).isEmpty();
    }
  }

  @Test
  void the_path_of_a_killed_orchestrator_is_the_next_ones() throws IOException {
    Starter killed = starters.getFirst();
    killed.listen(socket);
    assertThat(killed.answer()).isEqualTo("listening");
    killed.kill();
    assertThat(TemporarySockets.around(socket))
        .as("what a kill leaves")
        .containsExactlyInAnyOrder(socket.path(), SocketLock.besides(socket.path()));

    Starter next = starters.getLast();
    next.listen(socket);

    assertThat(next.answer()).isEqualTo("listening");
    assertThat(SocketProbe.of(socket.path())).isEqualTo(SocketProbe.LISTENING);
    next.stop();
    assertThat(TemporarySockets.around(socket)).isEmpty();
  }

  private void race() throws IOException {
    starters.forEach(starter -> starter.listen(socket));
    List<String> answers = starters.stream().map(Starter::answer).toList();

    assertThat(answers).containsOnlyOnce("listening");
    Starter winner = starters.get(answers.indexOf("listening"));
    assertThat(answers)
        .filteredOn(answer -> !answer.equals("listening"))
        .allSatisfy(
            told ->
                assertThat(told)
                    .contains(
                        socket + ": another orchestrator (process " + winner.pid() + ") listens"));
    assertThat(SocketProbe.of(socket.path())).isEqualTo(SocketProbe.LISTENING);
    winner.stop();
    assertThat(TemporarySockets.around(socket)).isEmpty();
  }
}
