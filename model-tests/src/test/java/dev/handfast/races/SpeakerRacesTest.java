package dev.handfast.races;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.Race;
import dev.handfast.Rule;
import dev.handfast.SocketPath;
import dev.handfast.client.HandfastClient;
import dev.handfast.evidence.Evidence;
import dev.handfast.evidence.Rung;
import dev.handfast.message.Confirmation;
import dev.handfast.message.Json;
import dev.handfast.message.LogLevel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The races between a worker's program and its connection, over a real socket.
class SpeakerRacesTest {
  private static final Evidence EVIDENCE = Evidence.of(SpeakerRacesTest.class);
  private static final Duration LONG = Duration.ofSeconds(10);

  @TempDir private Path folder;

  /// What a program can do with a worker's connection.
  interface Speaker {
    /// Sends a line; nothing where it cannot.
    void say(String content);

    /// Asks for permission, and does not wait.
    void ask(Map<String, Object> input);

    /// The orchestrator has accepted.
    void accepted();

    /// Ends.
    void close();
  }

  private interface Starter {
    Speaker start(Path socket);
  }

  private static Speaker real(Path socket) {
    HandfastClient client = HandfastClient.builder(SocketPath.of(socket)).childId("ann").start();
    return new Speaker() {
      @Override
      public void say(String content) {
        var _ = client.log(LogLevel.TEXT, content);
      }

      @Override
      public void ask(Map<String, Object> input) {
        var _ =
            client.askPermission(
                Confirmation.builder()
                    .toolName("bash")
                    .input(Json.of(input))
                    .isDangerous(false)
                    .build());
      }

      @Override
      public void accepted() {
        client.awaitReady(LONG);
      }

      @Override
      public void close() {
        var _ = client.drain(Duration.ofMillis(1));
      }
    };
  }

  /// Its callers write by themselves, and what they ask early is encoded late.
  private static final class Careless implements Speaker {
    private final SocketChannel channel;
    private final Deque<Supplier<String>> early = new ArrayDeque<>();

    private Careless(Path socket) {
      try {
        channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(socket));
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
      write(Frames.hello("\"ann\""));
    }

    private void write(String frame) {
      try {
        channel.write(ByteBuffer.wrap(frame.getBytes(StandardCharsets.UTF_8)));
      } catch (ClosedChannelException _) {
        // an interrupt has closed it: that is the bug
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }

    @Override
    public void say(String content) {
      write(Frames.log("ann", content));
    }

    @Override
    public void ask(Map<String, Object> input) {
      early.add(() -> Frames.ask("ann", "q").replace("{}", Json.of(input).text()));
    }

    @Override
    public void accepted() {
      early.forEach(frame -> write(frame.get()));
    }

    @Override
    public void close() {
      try {
        channel.close();
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }

  private record Scene(Speaker speaker, Dialler orchestrator) {}

  private void race(
      String mutant, String rule, Function<Scene, String> check, String right, String wrong) {
    assertThat(look(SpeakerRacesTest::real, check)).as("the real one").isEqualTo(right);
    assertThat(look(Careless::new, check)).as("the careless one").isEqualTo(wrong);
    EVIDENCE.killed(
        mutant, Rung.RACES, List.of(rule), 1, "right is %s; seen %s".formatted(right, wrong));
  }

  private String look(Starter starter, Function<Scene, String> check) {
    Path socket = folder.resolve(Integer.toString(starter.hashCode(), Character.MAX_RADIX));
    try (ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      listener.bind(UnixDomainSocketAddress.of(socket));
      Speaker speaker = starter.start(socket);
      try (Dialler orchestrator = Dialler.from(listener, LONG)) {
        assertThat(orchestrator.nextWord()).isEqualTo("handshake");
        return check.apply(new Scene(speaker, orchestrator));
      } finally {
        speaker.close();
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Test
  @Race("R20")
  @Rule("HF-20")
  void an_interrupt_of_a_sender_closes_the_connection_of_all() {
    race(
        "speaker/CLOSES_FOR_AN_INTERRUPT",
        "HF-20",
        scene -> {
          Dialler orchestrator = scene.orchestrator().say(Frames.ack());
          scene.speaker().accepted();
          Thread.currentThread().interrupt();
          scene.speaker().say("one");
          assertThat(Thread.interrupted()).as("the sender is still interrupted").isTrue();
          scene.speaker().say("two");
          String first = orchestrator.next();
          return first.equals(Dialler.END)
              ? first
              : Frames.field(first, "content") + Frames.field(orchestrator.next(), "content");
        },
        "onetwo",
        Dialler.END);
  }

  @Test
  @Race("O15")
  @Rule("HF-24")
  void what_a_caller_changes_afterwards_changes_what_is_sent() {
    race(
        "speaker/ENCODES_LATE",
        "HF-24",
        scene -> {
          var input = new HashMap<String, Object>(Map.of("lines", 1));
          scene.speaker().ask(input);
          input.put("lines", 2);
          Dialler orchestrator = scene.orchestrator().say(Frames.ack());
          scene.speaker().accepted();
          return Frames.raw(orchestrator.next(), "lines");
        },
        "1",
        "2");
  }
}
