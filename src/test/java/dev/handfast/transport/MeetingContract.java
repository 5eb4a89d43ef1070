package dev.handfast.transport;

import static dev.handfast.transport.Stage.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handfast.HandfastException.CannotListen;
import dev.handfast.Rule;
import dev.handfast.SocketPath;
import dev.handfast.transport.LinkHandler.Hope;
import dev.handfast.transport.Party.Heard;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// The transport's contract: connecting and listening.
interface MeetingContract {
  Stage stage();

  @Test
  default void an_attempt_where_nothing_listens_may_be_repeated() {
    var problem = stage().attempt();

    assertThat(problem.hope()).isEqualTo(Hope.RETRY);
    assertThat(problem.detail()).contains(stage().path().toString(), "No such file");

    Stage.Pair pair = stage().connect();
    pair.client().send(text("at last"));
    assertThat(pair.server().await(7)).isEqualTo(text("at last"));
  }

  @Test
  @Rule("HF-28")
  default void a_path_where_somebody_listens_is_refused() {
    try (Lobby _ = new Lobby(stage().servers(), stage().path(), Party::echo)) {
      assertThatThrownBy(() -> stage().clients().listen(stage().path(), 1, Party::new))
          .isInstanceOf(CannotListen.class)
          .hasMessageContaining(stage().path().toString())
          .hasMessageContainingAll("another", "listen", "stop it or choose another path");

      Party client = new Party();
      stage().clients().connect(stage().path(), client);
      client.send(text("still here"));
      assertThat(client.await(10)).isEqualTo(text("still here"));
    }
  }

  @Test
  default void a_closed_listener_accepts_no_more_and_leaves_its_links_alone() {
    Lobby lobby = new Lobby(stage().servers(), stage().path(), Party::new);
    Party client = new Party();
    stage().clients().connect(stage().path(), client);
    Party server = lobby.next();

    lobby.close();
    lobby.close();

    assertThat(stage().attempt().hope()).isEqualTo(Hope.RETRY);
    client.send(text("we go on"));
    assertThat(server.await(8)).isEqualTo(text("we go on"));
    stage().servers().listen(stage().path(), 1, Party::new).close(); // the path is free again
  }

  @Test
  default void two_hundred_connections_talk_at_once() {
    int count = 200;
    try (Lobby _ = new Lobby(stage().servers(), stage().path(), Party::echo)) {
      List<Party> all = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        Party client = new Party();
        all.add(client);
        stage().clients().connect(stage().path(), client);
      }
      for (int i = 0; i < count; i++) {
        all.get(i).send(text("worker " + i));
      }
      Set<Thread> threads = new HashSet<>();
      for (int i = 0; i < count; i++) {
        byte[] expected = text("worker " + i);
        assertThat(all.get(i).await(expected.length)).isEqualTo(expected);
        threads.addAll(all.get(i).threads());
      }
      assertThat(threads).as("owner threads of one transport").hasSize(1);
    }
  }

  @Test
  default void a_callback_may_connect_and_listen() throws Exception {
    SocketPath second = stage().freshPath();
    BlockingQueue<Party> inner = new LinkedBlockingQueue<>();
    Stage.Pair pair =
        stage()
            .connect(
                new Party(
                    (_, news) -> {
                      if (news instanceof Heard.Bytes) {
                        stage().servers().listen(second, Stage.BACKLOG, Party::echo);
                        Party client = new Party();
                        stage().servers().connect(second, client);
                        inner.add(client);
                      }
                    }),
                new Party());

    pair.client().send(text("go"));
    Party client = inner.poll(Party.HUNG_SECONDS, TimeUnit.SECONDS);

    assertThat(client).isNotNull();
    client.send(text("through"));
    assertThat(client.await(7)).isEqualTo(text("through"));
  }

  @Test
  default void the_peer_has_a_name() {
    Stage.Pair pair = stage().connect();

    assertThat(pair.server().link().peer().user()).isNotBlank();
    assertThat(pair.client().link().peer()).isEqualTo(pair.server().link().peer());
  }
}
