package dev.handfast.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handfast.HandfastException.CannotListen;
import dev.handfast.Rule;
import dev.handfast.SocketPath;
import dev.handfast.driver.Signal;
import dev.handfast.transport.LinkHandler.Hope;
import dev.handfast.transport.Party.Heard;
import java.io.IOException;
import java.net.SocketException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// The contract over junixsocket, and what only that library has.
class JunixTransportTest implements TransportContract {
  private final TemporarySockets sockets = new TemporarySockets();
  private final Stage stage =
      new Stage(() -> new JunixTransport(JunixTransportTest::owner), sockets::fresh, 4 << 20);

  @Override
  public Stage stage() {
    return stage;
  }

  private static Thread owner(Runnable task) {
    return Thread.ofPlatform().daemon().unstarted(task);
  }

  @AfterEach
  void removeSockets() throws IOException {
    stage.close();
    sockets.close();
  }

  @Test
  @Rule("HF-31")
  void the_peer_is_the_process_that_connected() {
    Stage.Pair pair = stage.connect();

    assertThat(pair.server().link().peer()).isEqualTo(Link.Peer.self());
    assertThat(pair.client().link().peer()).isEqualTo(Link.Peer.self());
    assertThat(Link.Peer.self().pid()).isEqualTo(OptionalLong.of(ProcessHandle.current().pid()));
  }

  @Test
  void both_libraries_reach_each_other() {
    try (JdkTransport jdk = new JdkTransport(JunixTransportTest::owner);
        Lobby _ = new Lobby(stage.servers(), stage.path(), Party::echo)) {
      Party client = new Party();
      jdk.connect(stage.path(), client);
      client.send(Stage.text("across"));

      assertThat(client.await(6)).isEqualTo(Stage.text("across"));
    }
  }

  /// It closes its channel when its loop comes to it, and that library deletes by name.
  @Test
  @Rule("HF-28")
  void a_listener_that_ends_late_leaves_the_socket_of_the_next_one_alone() {
    var busy = new Signal();
    var ended = new Signal();
    var first = new Lobby(stage.servers(), stage.path(), Party::echo);
    stage.servers().execute(busy::await);
    first.close();
    try (var others = new JunixTransport(JunixTransportTest::owner);
        Lobby _ = new Lobby(others, stage.path(), Party::echo)) {
      busy.give();
      stage.servers().execute(ended::give);
      ended.await();
      Party client = new Party();
      stage.clients().connect(stage.path(), client);
      client.send(Stage.text("still here"));

      assertThat(client.await(10)).isEqualTo(Stage.text("still here"));
    }
  }

  @Test
  @Rule("HF-28")
  void a_bind_pushes_nobody_aside() throws IOException {
    Sockets junix = JunixSockets.open();
    SocketPath.File path = sockets.fresh();
    try (ServerSocketChannel live = TemporarySockets.foreign(path);
        ServerSocketChannel second = junix.server()) {
      assertThatThrownBy(() -> second.bind(junix.address(path), 1))
          .isInstanceOf(SocketException.class);

      assertThat(SocketProbe.of(path.path())).isEqualTo(SocketProbe.LISTENING);
      assertThat(live.isOpen()).isTrue();
    }
  }

  @Test
  @Rule("HF-28")
  void what_stands_in_the_place_of_the_hidden_name_stays() throws IOException {
    SocketPath.File path = sockets.fresh();
    Path hidden = path.path().resolveSibling("." + path.path().getFileName() + ".new");
    Files.writeString(hidden, "precious");

    assertThatThrownBy(() -> stage.servers().listen(path, 1, Party::new))
        .isInstanceOf(CannotListen.class)
        .hasMessageContaining("a regular file");
    assertThat(hidden).hasContent("precious");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  @Rule("HF-28")
  void an_abstract_name_is_one_listeners_and_free_after_its_end() {
    SocketPath name = SocketPath.of("@handfast-test-" + ProcessHandle.current().pid());
    try (Lobby _ = new Lobby(stage.servers(), name, Party::echo)) {
      assertThatThrownBy(() -> stage.clients().listen(name, 1, Party::new))
          .isInstanceOf(CannotListen.class)
          .hasMessageContainingAll(name.toString(), "another process is listening");
      Party client = new Party();
      stage.clients().connect(name, client);
      client.send(Stage.text("no file"));
      assertThat(client.await(7)).isEqualTo(Stage.text("no file"));
      assertThat(client.link().peer()).isEqualTo(Link.Peer.self());
      assertThat(Files.exists(Path.of(name.toString()))).isFalse();
    }
    stage.servers().close();

    Party late = new Party();
    stage.clients().connect(name, late);
    var problem = late.await(Heard.Failed.class).problem();
    assertThat(problem.hope()).isEqualTo(Hope.RETRY);
    assertThat(problem.detail()).startsWith("cannot connect to " + name + ": ");
    stage.clients().listen(name, 1, Party::new).close();
  }

  @Test
  @Rule("HF-28")
  void nothing_is_left_of_a_closed_listener() throws IOException {
    SocketPath.File path = sockets.fresh();
    Transport.Listener listener = stage.servers().listen(path, 1, Party::new);
    assertThat(TemporarySockets.around(path)).contains(path.path());

    listener.close();

    assertThat(TemporarySockets.around(path)).isEmpty();
  }
}
