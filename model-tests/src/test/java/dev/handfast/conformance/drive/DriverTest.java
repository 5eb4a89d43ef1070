package dev.handfast.conformance.drive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class DriverTest {
  /// Ends its output, and says why only while it leaves.
  private static final class Late implements Program {
    private final CountDownLatch leaving = new CountDownLatch(1);

    @Override
    public OutputStream commands() {
      return OutputStream.nullOutputStream();
    }

    @Override
    public InputStream events() {
      return InputStream.nullInputStream();
    }

    @Override
    public InputStream errors() {
      var words = new ByteArrayInputStream("no such module".getBytes(StandardCharsets.UTF_8));
      return new FilterInputStream(words) {
        @Override
        public int read(byte[] into, int from, int length) throws IOException {
          try {
            leaving.await();
          } catch (InterruptedException interrupted) {
            throw new IOException(interrupted);
          }
          return super.read(into, from, length);
        }
      };
    }

    @Override
    public boolean await(Duration time) {
      leaving.countDown();
      return true;
    }

    @Override
    public void kill() {
      leaving.countDown();
    }
  }

  /// Prints something, and never stops.
  private record Chatty(String first, char rest) implements Program {
    @Override
    public OutputStream commands() {
      return OutputStream.nullOutputStream();
    }

    @Override
    public InputStream events() {
      InputStream beginning = new ByteArrayInputStream(first.getBytes(StandardCharsets.UTF_8));
      return new SequenceInputStream(
          beginning,
          new InputStream() {
            @Override
            public int read() {
              return rest;
            }

            @Override
            public int read(byte[] into, int from, int length) {
              Arrays.fill(into, from, from + length, (byte) rest);
              return length;
            }
          });
    }

    @Override
    public InputStream errors() {
      return InputStream.nullInputStream();
    }

    @Override
    public boolean await(Duration time) {
      return true;
    }

    @Override
    public void kill() {}
  }

  /// Says hello, and then takes nothing and tells nothing until it is ended.
  private static final class Deaf implements Program {
    private final CountDownLatch ended = new CountDownLatch(1);
    private int commands;

    private void untilItIsEnded() throws IOException {
      try {
        ended.await();
      } catch (InterruptedException interrupted) {
        throw new IOException(interrupted);
      }
    }

    @Override
    public OutputStream commands() {
      return new OutputStream() {
        @Override
        public void write(int one) {}

        @Override
        public void write(byte[] line, int from, int length) throws IOException {
          if (++commands > 2) {
            untilItIsEnded();
            throw new IOException("a broken pipe");
          }
        }
      };
    }

    @Override
    public InputStream events() {
      String greeting =
          """
          {"event":"hello","driver":1,"role":"client","name":"deaf","features":[]}
          {"event":"unsupported"}
          """;
      return new SequenceInputStream(
          new ByteArrayInputStream(greeting.getBytes(StandardCharsets.UTF_8)),
          new FilterInputStream(InputStream.nullInputStream()) {
            @Override
            public int read(byte[] into, int from, int length) throws IOException {
              untilItIsEnded();
              return -1;
            }
          });
    }

    @Override
    public InputStream errors() {
      return InputStream.nullInputStream();
    }

    @Override
    public boolean await(Duration time) throws InterruptedException {
      return ended.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void kill() {
      ended.countDown();
    }
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void a_driver_that_takes_no_command_gives_no_answer_and_keeps_nobody_waiting()
      throws IOException {
    try (Driver driver = Driver.start(Deaf::new)) {
      driver.tell("send", _ -> {});
      driver.tell("state", _ -> {});

      assertThat(driver.next(Duration.ZERO)).isEmpty();
    }
  }

  @Test
  void a_line_without_an_end_is_told_and_not_kept() {
    assertThatThrownBy(() -> Driver.start(() -> new Chatty("", 'x')))
        .isInstanceOf(DriverFault.class)
        .hasMessageContaining("a line of more than 16,777,216 bytes")
        .hasMessageContaining("which begins with `" + "x".repeat(80) + "`")
        .hasMessageContaining("belongs on standard error");
  }

  @Test
  void a_line_that_is_no_event_is_quoted() {
    assertThatThrownBy(() -> Driver.start(() -> new Chatty("connecting {to} it\n", ' ')))
        .isInstanceOf(DriverFault.class)
        .hasMessageContaining("got a line that is no event, `connecting {to} it`: each line must")
        .hasMessageNotContaining("(ended)")
        .hasMessageNotContaining("Unrecognized");
  }

  @Test
  void a_driver_that_ends_is_told_with_all_that_it_said() {
    assertThatThrownBy(() -> Driver.start(Late::new))
        .isInstanceOf(DriverFault.class)
        .hasMessageContaining("got the end of its output, wanted the event hello")
        .hasMessageContaining(" behind {\"do\":\"hello\",\"driver\":1}; ")
        .hasMessageEndingWith("its standard error ends:\nno such module");
  }

  @Test
  @Timeout(60) // only means that it goes on for ever
  void a_driver_that_tells_events_without_end_is_let_go() throws IOException {
    String floods =
        """
        while read -r line; do
          case $line in
            *'"do":"hello"'*) echo '{"event":"hello","driver":1,"role":"client","name":"shell","version":"1","features":[]}' ;;
            *'"do":"state"'*) exec yes '{"event":"ready"}' ;;
            *) name=${line#*'"do":"'}; echo '{"event":"unsupported","do":"'"${name%%'"'*}"'"}' ;;
          esac
        done
        """;
    try (Driver driver = Driver.start(Program.of(List.of("/bin/sh", "-c", floods)))) {
      driver.tell("state", _ -> {});
      int events = 0;
      var event = driver.next(Duration.ofSeconds(30)).orElseThrow();
      while (!event.path("event").asString("").equals(Driver.ENDED)) {
        events++;
        event = driver.next(Duration.ofSeconds(30)).orElseThrow();
      }
      assertThat(events).isEqualTo(100_000);
      assertThat(event.path("why").asString("")).contains("more than 100,000 events");
    }
  }
}
