package dev.handfast.conformance.conform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handfast.conformance.cases.Case;
import dev.handfast.conformance.cases.Cases;
import dev.handfast.conformance.cases.Pattern;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/// Which connection the suite takes for a client's.
class ConnectionsTest {
  private static final Duration ENOUGH = Duration.ofSeconds(20);

  @TempDir Path folder;
  private Path path;
  private Connections connections;

  @BeforeEach
  void listen() {
    path = folder.resolve("s");
    connections = listening(ENOUGH);
    connections.called();
  }

  @AfterEach
  void close() {
    connections.close();
  }

  /// The client was closed between its look at that and its call of connect.
  @Test
  void a_late_connection_that_is_hung_up_is_not_the_next_clients() throws IOException {
    connections.called();
    connect().close();
    try (SocketChannel next = connect()) {
      next.write(ByteBuffer.wrap(new byte[] {'x', '\n'}));
      assertThat(connections.line("peer", "HF-9").wire().next(ENOUGH)).contains(new Wire.Line("x"));
    }
  }

  @Test
  void a_right_client_of_which_one_comes_late_passes() throws IOException {
    Case test =
        new Selection(List.of("C-CLOSED-BEFORE-CONNECTED"), Selection.Shard.ALL)
            .of(Cases.of("client")).stream()
                .flatMap(group -> group.cases().stream())
                .findFirst()
                .orElseThrow();
    try (Subject right = Subjects.driven("client", Peers.right("python", "client")).start()) {
      assertThat(Play.of(test, late(right), Way.PLAIN, ENOUGH, "").failure()).isEmpty();
    }
  }

  /// The first one's connection is made, and hung up, when the second one is told to connect.
  private static Subject late(Subject right) {
    var connects = new AtomicInteger();
    return (Subject)
        Proxy.newProxyInstance(
            Subject.class.getClassLoader(),
            new Class<?>[] {Subject.class},
            (_, method, arguments) -> {
              if (method.getName().equals("tell")
                  && arguments[0].equals("connect")
                  && connects.incrementAndGet() == 2) {
                String path = ((ObjectNode) arguments[1]).path("socket").asString();
                SocketChannel.open(UnixDomainSocketAddress.of(path)).close();
              }
              return method.invoke(right, arguments);
            });
  }

  @Test
  void a_late_connection_that_stays_breaks_its_rule() throws IOException {
    connections.close();
    connections = listening(Duration.ofMillis(50));
    connections.called();
    connections.called();
    try (SocketChannel _ = connect()) {
      assertThatThrownBy(() -> connections.line("peer", "HF-9"))
          .isInstanceOfSatisfying(
              Bad.class, bad -> assertThat(bad.rules()).containsExactly("HF-25", "HF-9"));
    }
  }

  @Test
  void the_end_of_the_only_clients_connection_is_its_end() throws IOException {
    connect().close();
    assertThat(connections.line("peer", "HF-9").wire().next(ENOUGH)).contains(new Wire.End(""));
  }

  /// No more than one for each client that was never seen.
  @Test
  void a_client_comes_late_once() throws IOException {
    connections.called();
    connect().close();
    connect().close();
    assertThat(connections.line("peer", "HF-9").wire().next(ENOUGH)).contains(new Wire.End(""));
  }

  private Connections listening(Duration patience) {
    var made = new Connections("client", path, new Pattern(), patience, _ -> {});
    made.listen(false);
    return made;
  }

  private SocketChannel connect() throws IOException {
    return SocketChannel.open(UnixDomainSocketAddress.of(path));
  }
}
