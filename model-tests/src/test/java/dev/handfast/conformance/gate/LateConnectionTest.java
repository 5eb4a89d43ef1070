package dev.handfast.conformance.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.conformance.drive.DriverStage;
import dev.handfast.conformance.drive.InProcess;
import dev.handfast.conformance.drive.Program;
import dev.handfast.conformance.drive.Trial;
import dev.handfast.conformance.script.Caller;
import dev.handfast.conformance.script.Patience;
import dev.handfast.conformance.script.Script;
import dev.handfast.conformance.script.Step;
import dev.handfast.conformance.script.Surroundings;
import dev.handfast.conformance.script.Surroundings.Arrival;
import dev.handfast.conformance.script.Surroundings.Pipe;
import dev.handfast.conformance.script.Surroundings.Room;
import dev.handfast.conformance.script.Word;
import dev.handfast.peer.ClientDriver;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// A client that is closed in the middle of an attempt: the connection may be made behind the
/// close, where the gate has begun to listen just then.
class LateConnectionTest {
  /// 10 s, which only means that something hangs.
  private static final Duration HUNG = Duration.ofSeconds(10);

  private static final Pattern SOCKET = Pattern.compile("\"socket\":\"([^\"]+)\"");

  /// Closed before anybody listens, and told to send behind that.
  private static final Script CLOSED_EARLY =
      new Script(
          new Surroundings(Arrival.LATE, Room.ROOMY, Pipe.WIDE, Surroundings.WHOLE),
          List.of(
              new Step.Close(Patience.CLOSE_LONG),
              new Step.Says(List.of(Word.CONTEXT)),
              new Step.Send(Caller.A)));

  @Test
  void one_that_is_hung_up_at_once_is_nobodys() throws IOException {
    Trial trial = lived("");

    assertThat(trial.played().differences()).isEmpty();
  }

  @Test
  void one_on_which_something_is_said_is_the_clients() throws IOException {
    Trial trial = lived("{\"type\":\"ping\"}\n");

    assertThat(trial.played().differences())
        .anyMatch(line -> line.startsWith("frame 1: expected nothing, seen ping"));
  }

  @Test
  void one_on_which_something_is_begun_is_the_clients_too() throws IOException {
    Trial trial = lived("{\"type\":");

    assertThat(trial.played().differences()).contains("frame 1: expected nothing, seen end");
  }

  private static Trial lived(String said) throws IOException {
    Program.Start right = InProcess.of(ClientDriver::serve);
    try (var stage = new DriverStage(() -> new Late(right.start(), said))) {
      return stage.play(CLOSED_EARLY, HUNG);
    }
  }

  /// Its late connection is made, and hung up, when it is told to send.
  ///
  /// @param said on that connection before its end
  private record Late(Program right, String said) implements Program {
    @Override
    public OutputStream commands() {
      return new FilterOutputStream(right.commands()) {
        private String socket = "";

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
          String command = new String(bytes, from, count, StandardCharsets.UTF_8);
          Matcher named = SOCKET.matcher(command);
          if (named.find()) {
            socket = named.group(1);
          }
          if (command.contains("\"do\":\"send\"")) {
            connect(socket);
          }
          out.write(bytes, from, count);
        }
      };
    }

    private void connect(String socket) throws IOException {
      try (var late = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
        late.write(ByteBuffer.wrap(said.getBytes(StandardCharsets.UTF_8)));
      }
    }

    @Override
    public InputStream events() {
      return right.events();
    }

    @Override
    public InputStream errors() {
      return right.errors();
    }

    @Override
    public boolean await(Duration time) throws InterruptedException {
      return right.await(time);
    }

    @Override
    public void kill() {
      right.kill();
    }
  }
}
