package dev.handfast.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handfast.HandfastException.CannotListen;
import dev.handfast.Rule;
import dev.handfast.SocketPath;
import dev.handfast.transport.LinkHandler.ConnectProblem;
import dev.handfast.transport.LinkHandler.Hope;
import dev.handfast.transport.Party.Heard;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The contract over real sockets, and what only real sockets have.
class JdkTransportTest implements TransportContract {
  private final TemporarySockets sockets = new TemporarySockets();
  private final Queue<Thread> owners = new ConcurrentLinkedQueue<>();

  private Stage stage;
  private SocketPath.File path;

  @BeforeEach
  void setTheStage() {
    stage = new Stage(() -> new JdkTransport(this::owner), sockets::fresh, 4 << 20);
    path = (SocketPath.File) stage.path();
  }

  @Override
  public Stage stage() {
    return stage;
  }

  private Thread owner(Runnable task) {
    Thread thread = Thread.ofPlatform().daemon().unstarted(task);
    owners.add(thread);
    return thread;
  }

  @AfterEach
  void removeSockets() throws IOException {
    stage.close();
    sockets.close();
  }

  @Test
  void an_attempt_at_what_is_no_socket_is_given_up() throws IOException {
    Files.writeString(path.path(), "precious");
    ConnectProblem file = attempt(path);
    assertThat(file.hope()).isEqualTo(Hope.GIVE_UP);
    assertThat(file.detail()).contains(path.toString(), "a regular file");

    SocketPath.File directory = SocketPath.of(TemporarySockets.directoryOf(path));
    assertThat(attempt(directory).detail()).contains("a directory");
    assertThat(attempt(directory).hope()).isEqualTo(Hope.GIVE_UP);
    assertThat(attempt(SocketPath.of(path.path().resolve("socket"))).hope())
        .as("below a file, where nothing can come to be")
        .isEqualTo(Hope.GIVE_UP);
  }

  @Test
  void an_attempt_at_a_socket_without_a_listener_may_be_repeated() throws IOException {
    TemporarySockets.leaveStale(path);

    ConnectProblem problem = attempt(path);

    assertThat(problem.hope()).isEqualTo(Hope.RETRY);
    assertThat(problem.detail()).contains(path.toString(), "refused");
  }

  @Test
  void an_attempt_at_a_full_backlog_may_be_repeated_and_is_never_taken_for_connected() {
    CountDownLatch release = new CountDownLatch(1);
    Party slow = new Party((_, _) -> Party.await(release));
    try (Transport.Listener _ = stage.servers().listen(path, 1, () -> slow)) {
      Party first = new Party();
      stage.clients().connect(path, first);
      slow.await(Heard.Opened.class); // from here on nobody accepts

      List<Party> waiting = new ArrayList<>();
      ConnectProblem problem = null;
      while (problem == null) {
        Party next = new Party();
        stage.clients().connect(path, next);
        switch (next.await(Heard.class)) {
          case Heard.Failed(ConnectProblem full) -> problem = full;
          default -> waiting.add(next);
        }
      }

      assertThat(waiting).hasSizeLessThanOrEqualTo(2);
      assertThat(problem.hope()).isEqualTo(Hope.RETRY);
      assertThat(problem.detail()).contains("temporarily unavailable");
    } finally {
      release.countDown();
    }
  }

  @Test
  @Rule("HF-16")
  void accepting_survives_a_shortage_of_descriptors_without_spinning() {
    AtomicBoolean poor = new AtomicBoolean();
    AtomicInteger failures = new AtomicInteger();
    ListeningChannel.Accepting accepting =
        server -> {
          if (poor.get()) {
            failures.incrementAndGet();
            throw new IOException("Too many open files");
          }
          return server.accept();
        };
    try (Quiet _ = new Quiet();
        JdkTransport own = new JdkTransport(this::owner, accepting);
        Lobby lobby = new Lobby(own, path, Party::new)) {
      Party inside = new Party();
      stage.clients().connect(path, inside);
      Stage.Pair busy = new Stage.Pair(lobby.next(), inside);
      poor.set(true);
      Party outside = new Party();
      stage.clients().connect(path, outside);
      outside.link();
      for (int i = 0; i < 100; i++) {
        Stage.roundTrips(busy); // a spinning loop would fail at each of its turns
      }

      assertThat(failures).hasValueBetween(1, 100);
      poor.set(false);
      outside.send(Stage.text("patient"));
      assertThat(lobby.next().await(7)).isEqualTo(Stage.text("patient"));
    }
  }

  @Test
  @Rule("HF-16")
  void nobody_is_asked_about_a_connection_that_cannot_be_served() {
    AtomicBoolean poor = new AtomicBoolean(true);
    ListeningChannel.Accepting accepting =
        server -> {
          SocketChannel channel = server.accept();
          if (channel != null && poor.getAndSet(false)) {
            channel.close();
          }
          return channel;
        };
    try (Quiet _ = new Quiet();
        JdkTransport own = new JdkTransport(this::owner, accepting);
        Lobby lobby = new Lobby(own, path, Party::new)) {
      Party dropped = new Party();
      stage.clients().connect(path, dropped);
      dropped.await(Heard.Ended.class);
      Party served = new Party();
      stage.clients().connect(path, served);
      served.send(Stage.text("first"));

      assertThat(lobby.next().await(5)).isEqualTo(Stage.text("first"));
    }
  }

  @Test
  void no_owner_thread_outlives_its_transport() throws InterruptedException {
    Runnable closer =
        () -> {
          Thread.currentThread().interrupt();
          stage.close();
          assertThat(Thread.currentThread().isInterrupted()).isTrue();
          assertThat(owners).noneMatch(Thread::isAlive);
        };
    List<Throwable> failures = new ArrayList<>();
    Thread thread = Thread.ofPlatform().unstarted(closer);
    thread.setUncaughtExceptionHandler((_, failure) -> failures.add(failure));
    thread.start();
    thread.join();

    assertThat(failures).isEmpty();
    assertThat(owners).hasSize(2);
  }

  @Test
  void the_peer_is_the_user_who_connected() {
    try (Lobby lobby = new Lobby(stage.servers(), path, Party::new)) {
      Party client = new Party();
      stage.clients().connect(path, client);

      assertThat(lobby.next().link().peer())
          .isEqualTo(new Link.Peer(Link.Peer.self().user(), OptionalLong.empty()));
    }
  }

  @Test
  void an_abstract_name_is_refused_with_the_way_out() {
    SocketPath name = SocketPath.of("@crew");

    assertThat(attempt(name).hope()).isEqualTo(Hope.GIVE_UP);
    assertThat(attempt(name).detail())
        .startsWith("cannot connect to @crew: ")
        .contains("junixsocket-core on the class path", ".transport(JunixTransport::new)");
    assertThatThrownBy(() -> stage.servers().listen(name, 1, Party::new))
        .isInstanceOf(CannotListen.class)
        .hasMessageStartingWith("cannot listen on @crew: ")
        .hasMessageContaining(".transport(JunixTransport::new)");
  }

  @Test
  @Rule("HF-28")
  void the_file_is_there_while_somebody_listens() {
    Transport.Listener listener = stage.servers().listen(path, Stage.BACKLOG, Party::new);
    assertThat(path.path()).exists();

    listener.close();
    assertThat(path.path()).doesNotExist();
  }

  @Test
  @Rule("HF-28")
  void closing_the_transport_removes_the_file() {
    stage.servers().listen(path, Stage.BACKLOG, Party::new);

    stage.servers().close();

    assertThat(path.path()).doesNotExist();
  }

  @Test
  @Rule("HF-28")
  void a_file_that_is_no_longer_ours_stays() throws IOException {
    Transport.Listener listener = stage.servers().listen(path, Stage.BACKLOG, Party::new);
    Files.delete(path.path());
    try (ServerSocketChannel _ = TemporarySockets.foreign(path)) {
      listener.close();
      assertThat(path.path()).exists();
    }
  }

  private ConnectProblem attempt(SocketPath where) {
    Party client = new Party();
    stage.clients().connect(where, client);
    return client.await(Heard.Failed.class).problem();
  }
}
