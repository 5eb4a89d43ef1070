package dev.handfast.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handfast.HandfastException.CannotListen;
import dev.handfast.Rule;
import dev.handfast.SocketPath;
import java.io.IOException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What happens to the file of a listening socket, and to what stands in its place.
@Rule("HF-28")
class SocketFileTest {
  private static final String OURSELVES =
      "another orchestrator (process %d, this very one) listens there"
          .formatted(ProcessHandle.current().pid());

  private static final Sockets SOCKETS = new JdkSockets();
  private final TemporarySockets sockets = new TemporarySockets();
  private final List<Bound> bound = new ArrayList<>();
  private SocketPath.File socket;
  private Path path;

  @BeforeEach
  void choosePath() throws IOException {
    socket = sockets.fresh();
    path = socket.path();
  }

  @AfterEach
  void clear() throws IOException {
    for (Bound each : bound) {
      each.place().giveBack();
      each.channel().close();
    }
    sockets.close();
  }

  private Bound bind() {
    Bound one = SocketFile.bind(SOCKETS, socket, 1);
    bound.add(one);
    return one;
  }

  private static void assertRefused(ThrowingCallable attempt, String... words) {
    assertThatThrownBy(attempt).isInstanceOf(CannotListen.class).hasMessageContainingAll(words);
  }

  @Test
  void only_its_owner_may_use_it_and_its_lock_and_nothing_else_is_left_beside_it()
      throws IOException {
    bind();

    assertThat(mode(path)).isEqualTo("rw-------");
    assertThat(mode(SocketLock.besides(path))).isEqualTo("rw-------");
    assertThat(SocketLock.besides(path))
        .hasFileName("." + path.getFileName() + ".lock")
        .hasContent(Long.toString(ProcessHandle.current().pid()));
    assertThat(TemporarySockets.around(socket))
        .containsExactlyInAnyOrder(path, SocketLock.besides(path));
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void a_stale_socket_is_replaced() throws IOException {
    TemporarySockets.leaveStale(socket);

    bind();

    assertThat(SocketProbe.of(path)).isEqualTo(SocketProbe.LISTENING);
  }

  @Test
  void what_a_crash_has_left_beside_it_is_removed() throws IOException {
    TemporarySockets.leaveStale(socket);
    TemporarySockets.leaveStale(
        SocketPath.of(path.resolveSibling("." + path.getFileName() + ".new")));

    bind();

    assertThat(TemporarySockets.around(socket))
        .containsExactlyInAnyOrder(path, SocketLock.besides(path));
  }

  @Test
  void the_short_name_that_a_killed_listener_needed_goes_with_its_stale_socket()
      throws IOException {
    choose(longDirectory("so"), "so");
    TemporarySockets.leaveStale(socket);
    Files.createLink(path.resolveSibling(".0"), path);
    SocketPath.File others = SocketPath.of(path.resolveSibling(".1"));
    TemporarySockets.leaveStale(others);

    bind();

    assertThat(TemporarySockets.around(socket))
        .containsExactlyInAnyOrder(path, SocketLock.besides(path), others.path());
  }

  @Test
  void hidden_files_of_locks_that_the_dead_left_are_removed_and_those_of_the_living_stay()
      throws Exception {
    Process dead = new ProcessBuilder("true").start();
    assertThat(dead.waitFor()).isZero();
    Path lock = SocketLock.besides(path);
    Path left = Files.createFile(lock.resolveSibling(lock.getFileName() + "." + dead.pid() + ".0"));
    Path living =
        Files.createFile(
            lock.resolveSibling(lock.getFileName() + "." + ProcessHandle.current().pid() + ".999"));

    bind();

    assertThat(left).doesNotExist();
    assertThat(living).exists();
  }

  @Test
  void a_live_server_is_never_pushed_aside() throws IOException {
    try (ServerSocketChannel live = TemporarySockets.foreign(socket)) {
      assertRefused(this::bind, path.toString(), "another process is listening");

      assertThat(live.accept()).as("the probe reached it").isNotNull();
      assertThat(TemporarySockets.around(socket)).containsExactly(path);
    }
  }

  @Test
  void a_live_server_with_a_full_backlog_is_alive() throws IOException {
    bind();
    List<SocketChannel> waiting = new ArrayList<>();
    try {
      while (waiting.size() < 10) {
        waiting.add(SocketChannel.open(StandardProtocolFamily.UNIX));
        waiting.getLast().configureBlocking(false);
        waiting.getLast().connect(UnixDomainSocketAddress.of(path));
      }
    } catch (SocketException full) {
      assertThat(full).hasMessageContaining("temporarily unavailable");
    }

    assertThat(SocketProbe.of(path)).isEqualTo(SocketProbe.LISTENING);
    assertThat(waiting).hasSizeLessThan(10);
    for (SocketChannel each : waiting) {
      each.close();
    }
  }

  @Test
  void a_regular_file_is_refused_and_stays() throws IOException {
    Files.writeString(path, "precious");

    assertRefused(this::bind, path.toString(), "a regular file", "move it away");
    assertThat(path).hasContent("precious");
    assertThat(TemporarySockets.around(socket)).containsExactly(path);
  }

  @Test
  void a_directory_is_refused_and_stays() throws IOException {
    Files.createDirectory(path);

    assertRefused(this::bind, path.toString(), "a directory");
    assertThat(path).isDirectory();
  }

  @Test
  void a_symbolic_link_is_refused_and_stays_wherever_it_leads() throws IOException {
    SocketPath.File elsewhere = sockets.fresh();
    Files.createSymbolicLink(path, elsewhere.path());
    assertRefused(this::bind, path.toString(), "a symbolic link");

    TemporarySockets.leaveStale(elsewhere);
    assertRefused(this::bind, path.toString(), "a symbolic link");
    assertThat(path).isSymbolicLink();
    assertThat(elsewhere.path()).exists();
  }

  @Test
  void a_missing_directory_is_named() {
    socket = SocketPath.of(path.resolveSibling("missing").resolve("s"));

    assertRefused(this::bind, "there is no directory", "missing", "0700");
  }

  @ParameterizedTest
  @ValueSource(strings = {"s", "so", "a-socket-of-some-length"})
  void a_path_that_fits_always_has_room_for_the_hidden_name(String name) throws IOException {
    choose(longDirectory(name), name);
    assertThat(path.toString()).hasSize(SocketPath.LINUX_BYTES);

    bind();

    assertThat(SocketProbe.of(path)).isEqualTo(SocketProbe.LISTENING);
    assertThat(TemporarySockets.around(socket))
        .containsExactlyInAnyOrder(path, SocketLock.besides(path));
  }

  private void choose(Path directory, String name) {
    socket = SocketPath.of(directory.resolve(name));
    path = socket.path();
  }

  /// A directory with room for this name and for none that is longer.
  private Path longDirectory(String name) throws IOException {
    Path directory = TemporarySockets.directoryOf(socket);
    int room = SocketPath.LINUX_BYTES - directory.toString().length() - name.length() - 2;
    return Files.createDirectory(directory.resolve("d".repeat(room)));
  }

  @Test
  void a_directory_that_every_user_may_write_to_is_refused_unless_it_is_sticky()
      throws IOException {
    Path directory = TemporarySockets.directoryOf(socket);
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertRefused(this::bind, path.toString(), "every user may write", "0777", "chmod 0700");
    assertThat(TemporarySockets.around(socket)).isEmpty();

    Files.setAttribute(directory, "unix:mode", 01777);
    bind();
    assertThat(path).exists();
  }

  @Test
  void a_directory_that_its_group_may_write_to_is_taken() throws IOException {
    Path directory = TemporarySockets.directoryOf(socket);
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwx---"));
    try (Quiet _ = new Quiet()) {
      bind();
    }
    assertThat(path).exists();
  }

  @Test
  void what_stands_in_the_place_of_the_lock_is_refused_and_stays() throws IOException {
    Path lock = Files.createDirectory(SocketLock.besides(path));

    assertRefused(this::bind, path.toString(), lock.toString(), "a directory", "move it away");
    assertThat(TemporarySockets.around(socket)).containsExactly(lock);
  }

  @Test
  void what_stands_in_the_place_of_the_hidden_name_is_refused_and_stays() throws IOException {
    Path hidden = path.resolveSibling("." + path.getFileName() + ".new");
    Files.writeString(hidden, "precious");

    assertRefused(this::bind, path.toString(), hidden.toString(), "a regular file", "move it away");
    assertThat(hidden).hasContent("precious");
    assertThat(TemporarySockets.around(socket)).containsExactly(hidden);
  }

  @Test
  void somebody_who_listens_at_the_hidden_name_goes_on() throws IOException {
    Path hidden = path.resolveSibling("." + path.getFileName() + ".new");
    try (ServerSocketChannel other = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      other.bind(UnixDomainSocketAddress.of(hidden));

      assertRefused(this::bind, path.toString(), hidden.toString(), "another process", "stop it");
      assertThat(SocketProbe.of(hidden)).isEqualTo(SocketProbe.LISTENING);
    }
  }

  /// Where in a start an interrupt comes is left to chance; wherever it does, it does no harm.
  @Test
  void an_interrupt_does_not_cost_a_start_the_lock() throws Exception {
    for (int round = 0; round < 400; round++) {
      var begun = new AtomicBoolean();
      var ended = new ConcurrentLinkedQueue<Object>();
      Thread starter =
          Thread.ofPlatform()
              .start(
                  () -> {
                    begun.set(true);
                    try {
                      SocketLock.take(path).giveBack();
                    } catch (IOException | RuntimeException failure) {
                      ended.add(failure);
                    }
                  });
      while (!begun.get()) {
        Thread.onSpinWait();
      }
      for (int spin = 0; spin < 50 * round; spin++) {
        Thread.onSpinWait();
      }
      starter.interrupt();
      starter.join();

      assertThat(ended).as("round %d", round).isEmpty();
      assertThat(TemporarySockets.around(socket)).isEmpty();
    }
  }

  @Test
  void it_and_its_lock_are_removed_once() throws IOException {
    Bound.Place file = bind().place();

    file.giveBack();
    assertThat(TemporarySockets.around(socket)).isEmpty();
    file.giveBack();
  }

  @Test
  void it_is_not_removed_where_somebody_else_has_taken_the_path() throws IOException {
    Bound.Place file = bind().place();
    Files.delete(path);
    try (ServerSocketChannel _ = TemporarySockets.foreign(socket)) {
      file.giveBack();
      assertThat(path).exists();
    }
  }

  @Test
  void of_simultaneous_starters_in_one_process_exactly_one_wins() throws Exception {
    for (int round = 0; round < 20; round++) {
      Queue<Bound> winners = new ConcurrentLinkedQueue<>();
      Queue<String> losers = new ConcurrentLinkedQueue<>();
      CountDownLatch start = new CountDownLatch(1);
      List<Thread> starters = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        starters.add(Thread.ofPlatform().start(() -> race(start, winners, losers)));
      }
      start.countDown();
      for (Thread starter : starters) {
        starter.join();
      }

      assertThat(winners).hasSize(1);
      assertThat(losers).hasSize(3).allMatch(why -> why.contains(OURSELVES));
      assertThat(TemporarySockets.around(socket))
          .containsExactlyInAnyOrder(path, SocketLock.besides(path));
      for (Bound winner : winners) {
        winner.place().giveBack();
        winner.channel().close();
      }
    }
  }

  private void race(CountDownLatch start, Queue<Bound> winners, Queue<String> losers) {
    Party.await(start);
    try {
      winners.add(SocketFile.bind(SOCKETS, socket, 8));
    } catch (CannotListen refused) {
      losers.add(refused.getMessage());
    }
  }
}
