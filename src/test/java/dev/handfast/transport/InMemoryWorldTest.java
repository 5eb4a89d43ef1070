package dev.handfast.transport;

import static dev.handfast.transport.Stage.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handfast.HandfastException.CannotListen;
import dev.handfast.Rule;
import dev.handfast.SocketPath;
import dev.handfast.transport.LinkHandler.ConnectProblem;
import dev.handfast.transport.LinkHandler.Hope;
import dev.handfast.transport.Party.Heard;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What a test can do to an in-memory world: step it, cut it, refuse it, shuffle it.
class InMemoryWorldTest {
  private static final SocketPath PATH = SocketPath.of("/in-memory/world");

  private final InMemoryTransport world = InMemoryTransport.manual();
  private final Party server = new Party();
  private final Party client = new Party();

  private void connect() {
    world.listen(PATH, 1, () -> server);
    world.connect(PATH, client);
    world.runAll();
    server.unheard();
    client.unheard();
  }

  @Test
  void nothing_happens_before_it_is_stepped() {
    world.listen(PATH, 1, () -> server);
    world.connect(PATH, client);
    assertThat(client.unheard()).isEmpty();

    assertThat(world.runOne()).as("the attempt").isTrue();
    assertThat(client.unheard()).isEmpty();
    assertThat(world.runAll()).as("accepted, opened").isEqualTo(2);
    assertThat(client.unheard()).containsExactly(new Heard.Opened());
    assertThat(world.runOne()).isFalse();
  }

  @Test
  void only_a_manual_world_is_stepped() {
    InMemoryTransport direct = new InMemoryTransport(_ -> {});

    assertThatThrownBy(direct::runOne).isInstanceOf(IllegalStateException.class);
  }

  @Test
  @Rule("HF-18")
  void a_chunk_is_at_most_as_long_as_was_said() {
    connect();
    world.chunk(2);
    client.send(text("abcde"));
    world.runAll();

    assertThat(server.unheard().stream().map(Heard.Bytes.class::cast).map(Heard.Bytes::bytes))
        .containsExactly(text("ab"), text("cd"), text("e"));
  }

  @Test
  void a_cut_wire_loses_what_is_in_flight() {
    connect();
    server.link().pauseReading();
    client.send(text("in flight"));
    world.runAll();

    world.wires().getFirst().cut("power failure");
    server.link().resumeReading();
    client.send(text("too late"));
    world.runAll();

    assertThat(server.unheard()).containsExactly(new Heard.Ended("power failure"));
    assertThat(client.unheard())
        .contains(new Heard.Ended("power failure"))
        .anyMatch(Heard.WriteFailed.class::isInstance);
    assertThat(world.wires()).isEmpty();
  }

  @Test
  void a_wire_may_be_cut_after_delivery() {
    connect();
    server.link().pauseReading();
    client.send(text("in flight"));
    world.runAll();

    world.wires().getFirst().cutAfterDelivery("power failure");
    server.link().resumeReading();
    world.runAll();

    assertThat(server.awaitAll()).isEqualTo(text("in flight"));
    assertThat(client.unheard()).contains(new Heard.Ended("power failure"));
  }

  @Test
  void attempts_are_refused_as_often_as_planned() {
    world.listen(PATH, 1, () -> server);
    ConnectProblem denied = new ConnectProblem(Hope.GIVE_UP, "Permission denied");
    world.refuse(PATH, 2).refuse(PATH, 1, denied);
    List<Heard> news = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Party attempt = new Party();
      world.connect(PATH, attempt);
      world.runAll();
      news.add(attempt.await(Heard.class));
    }

    assertThat(news.subList(0, 2))
        .allMatch(
            each -> each instanceof Heard.Failed(var problem) && problem.hope() == Hope.RETRY);
    assertThat(news.subList(2, 4)).containsExactly(new Heard.Failed(denied), new Heard.Opened());
  }

  @Test
  void a_full_backlog_asks_to_try_again() {
    world.listen(PATH, 1, () -> server);
    Party second = new Party();
    world.connect(PATH, client);
    world.connect(PATH, second);
    world.runAll();

    assertThat(second.await(Heard.Failed.class).problem().hope()).isEqualTo(Hope.RETRY);
    assertThat(client.unheard()).containsExactly(new Heard.Opened());
  }

  @Test
  void a_listener_that_closes_drops_those_in_its_backlog() {
    Transport.Listener listener = world.listen(PATH, 1, () -> server);
    world.connect(PATH, client);
    world.runOne();
    listener.close();
    world.runAll();

    assertThat(client.unheard()).startsWith(new Heard.Opened()).hasSize(2);
    assertThat(server.unheard()).isEmpty();
  }

  @Test
  void an_attempt_that_a_close_overtakes_fails() {
    InMemoryTransport own = world.endpoint();
    world.listen(PATH, 1, () -> server);
    own.connect(PATH, client);
    world.runOne();
    own.close();
    world.runAll();

    assertThat(client.await(Heard.class)).isInstanceOf(Heard.Failed.class);
    assertThat(client.unheard()).isEmpty();
    assertThat(server.unheard()).endsWith(new Heard.Ended("end of file"));
  }

  @Test
  void the_other_end_finds_the_user_that_was_set() {
    world.listen(PATH, 1, () -> server);
    world.endpoint().user("mallory").connect(PATH, client);
    world.runAll();

    assertThat(server.link().peer().user()).isEqualTo("mallory");
  }

  @Test
  void closing_the_world_closes_its_endpoints() {
    InMemoryTransport other = world.endpoint();
    world.listen(PATH, 1, () -> server);
    other.connect(PATH, client);
    world.runAll();

    world.close();
    world.runAll();

    assertThat(client.unheard()).endsWith(new Heard.Ended("transport closed"));
    assertThatThrownBy(() -> other.listen(PATH, 1, () -> server)).isInstanceOf(CannotListen.class);
  }

  @Test
  @Rule("HF-4")
  void tasks_in_any_order_leave_the_bytes_in_order() {
    for (int seed = 0; seed < 200; seed++) {
      List<Runnable> tasks = new ArrayList<>();
      InMemoryTransport shuffled = new InMemoryTransport(tasks::add).capacity(5).chunk(3);
      Party reader = new Party();
      Party writer = new Party();
      shuffled.listen(PATH, 1, () -> reader);
      shuffled.connect(PATH, writer);
      Random random = new Random(seed);
      runAll(tasks, random);
      writer.send(text("the first"));
      writer.send(text(" and the second"), Party.Then.CLOSE);
      runAll(tasks, random);

      assertThat(reader.awaitAll()).as("seed %d", seed).isEqualTo(text("the first and the second"));
      assertThat(reader.unheard()).isEmpty();
    }
  }

  private static void runAll(List<Runnable> tasks, Random random) {
    while (!tasks.isEmpty()) {
      tasks.remove(random.nextInt(tasks.size())).run();
    }
  }
}
