package dev.handfast.conformance.drive;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

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

  @Test
  void a_driver_that_ends_is_told_with_all_that_it_said() {
    assertThatThrownBy(() -> Driver.start(Late::new))
        .isInstanceOf(DriverFault.class)
        .hasMessageContaining("its output ended")
        .hasMessageEndingWith("its standard error ends:\nno such module");
  }
}
