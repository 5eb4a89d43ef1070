package dev.handfast.driver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handfast.Rule;
import dev.handfast.frame.Decoded;
import dev.handfast.frame.EncodedFrame;
import dev.handfast.transition.CommonEvent;
import dev.handfast.transition.ConnectionLost;
import dev.handfast.transition.Opened;
import dev.handfast.transition.Wrote;
import dev.handfast.transport.Link;
import dev.handfast.transport.LinkHandler.ConnectProblem;
import dev.handfast.transport.LinkHandler.Hope;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What two threads do with one frame, and when a link has gone.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class LinkEndTest {
  private static final byte[] FRAME = "{\"id\":\"m-1\"}\n".getBytes(UTF_8);

  private final ReentrantLock lock = new ReentrantLock();
  private final Bystander desk = new Bystander();
  private final LinkEnd end = new LinkEnd(desk, lock, new ManualClock());

  /// A handler has caught up, so its thread ends a pause; the peer was heard, so that thread may
  /// write one frame itself, but not the one that the owner thread writes at that moment.
  @Test
  @Rule({"HF-4", "HF-5"})
  void who_ends_a_pause_leaves_the_frame_alone_that_the_owner_thread_is_writing() {
    var link = new Meanwhile(this::resume);
    end.opened(link);
    locked(() -> end.pause(Connection.Pause.HANDLERS));
    locked(() -> end.transmit(EncodedFrame.of(FRAME, FRAME.length - 1), new Outlet.Application(1)));

    end.attend(() -> locked(end::heard));

    assertThat(link.written.toString(UTF_8)).isEqualTo(new String(FRAME, UTF_8));
    assertThat(end.isPaused()).isFalse();
  }

  @Test
  @Rule("HF-25")
  void a_hang_up_that_meets_a_connect_is_over_once_the_link_is_closed() {
    var link = new Meanwhile(() -> {});
    end.expect();

    locked(end::hangup);
    assertThat(end.gone().isKept()).isFalse();

    end.opened(link);
    assertThat(link.closed).isTrue();
    assertThat(end.gone().isKept()).isTrue();
  }

  @Test
  @Rule("HF-25")
  void a_hang_up_is_over_once_it_is_certain_that_there_will_be_no_link() {
    end.expect();
    end.connectFailed(new ConnectProblem(Hope.RETRY, "nobody there"));
    end.expect();

    locked(end::hangup);
    assertThat(end.gone().isKept()).isFalse();

    end.connectFailed(new ConnectProblem(Hope.RETRY, "still nobody"));
    assertThat(end.gone().isKept()).isTrue();
  }

  @Test
  @Rule("HF-25")
  void a_hang_up_between_two_attempts_is_over_at_once() {
    end.expect();
    end.connectFailed(new ConnectProblem(Hope.RETRY, "nobody there"));

    locked(end::hangup);

    assertThat(end.gone().isKept()).isTrue();
  }

  @Test
  @Rule({"HF-5", "HF-10"})
  void a_write_that_throws_is_over_and_the_end_can_be_taken() {
    end.opened(new Throwing());
    locked(() -> end.transmit(EncodedFrame.of(FRAME, FRAME.length - 1), new Outlet.Application(1)));

    assertThatThrownBy(end::writable).isInstanceOf(IllegalStateException.class);

    assertThat(end.isWriting()).isFalse();
    locked(end::hangup);
    end.writable();
    assertThat(end.gone().isKept()).isTrue();
  }

  @Test
  @Rule("HF-5")
  void a_write_that_throws_in_a_senders_hands_is_left_to_the_owner_thread() {
    Meanwhile link = new Throwing();
    end.opened(link);
    locked(end::heard);

    locked(() -> end.transmit(EncodedFrame.of(FRAME, FRAME.length - 1), new Outlet.Application(1)));

    assertThat(link.woken).isTrue();
  }

  @Test
  @Rule({"HF-10", "HF-20"})
  void a_link_that_is_closed_under_its_connection_ends_it_though_its_last_frame_pauses_it() {
    var link = new Meanwhile(() -> {});
    desk.eachLine = () -> locked(() -> end.pause(Connection.Pause.HANDLERS));
    end.opened(link);
    end.read(ByteBuffer.wrap(FRAME));
    end.read(ByteBuffer.wrap(FRAME)); // waits
    resume(); // and the owner thread has not read on when the link is closed

    link.close();
    end.ended("the transport was closed");

    assertThat(desk.news).hasExactlyElementsOfTypes(Opened.class, ConnectionLost.class);
  }

  @Test
  @Rule({"HF-10", "HF-20"})
  void a_hang_up_of_a_link_that_is_closed_is_over_at_once() {
    var link = new Meanwhile(() -> {});
    end.opened(link);
    link.close();

    locked(end::hangup);

    assertThat(end.gone().isKept()).isTrue();
  }

  private void resume() {
    locked(() -> end.resume(Connection.Pause.HANDLERS));
  }

  private void locked(Runnable order) {
    lock.lock();
    try {
      order.run();
    } finally {
      end.unlock();
    }
  }

  /// Takes everything, as the socket's link does: it copies the bytes, writes them, and only then
  /// notes how many it wrote. In the middle of the first write another thread does something.
  private static class Meanwhile implements Link {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private Runnable something;
    private boolean closed;
    private boolean woken;

    Meanwhile(Runnable something) {
      this.something = something;
    }

    @Override
    public long write(ByteBuffer[] buffers, int count) {
      var copy = new ByteArrayOutputStream();
      for (int i = 0; i < count; i++) {
        byte[] bytes = new byte[buffers[i].remaining()];
        buffers[i].duplicate().get(bytes);
        copy.writeBytes(bytes);
      }
      Runnable once = something;
      something = () -> {};
      try {
        Thread.ofPlatform().start(once).join();
      } catch (InterruptedException interrupted) {
        throw new AssertionError(interrupted);
      }
      written.writeBytes(copy.toByteArray());
      for (int i = 0; i < count; i++) {
        buffers[i].position(buffers[i].limit());
      }
      return copy.size();
    }

    @Override
    public boolean anyThreadMayWrite() {
      return true;
    }

    @Override
    public void wake() {
      woken = true;
    }

    @Override
    public void awaitWritable() {}

    @Override
    public void pauseReading() {}

    @Override
    public void resumeReading() {}

    @Override
    public void halfClose() {}

    @Override
    public void close() {
      closed = true;
    }

    @Override
    public boolean isClosed() {
      return closed;
    }

    @Override
    public Peer peer() {
      return Peer.unknown();
    }
  }

  /// Takes nothing, and says so in a way that no link should.
  private static final class Throwing extends Meanwhile {
    Throwing() {
      super(() -> {});
    }

    @Override
    public long write(ByteBuffer[] buffers, int count) {
      throw new IllegalStateException("thrown by a test's link, on purpose");
    }
  }

  /// Decides nothing, and remembers what it was told.
  private static final class Bystander implements LinkEnd.Desk {
    private final List<CommonEvent> news = new ArrayList<>();
    private Runnable eachLine = () -> {};

    @Override
    public int frameLimit() {
      return FRAME.length;
    }

    @Override
    public void received(Decoded.Line line) {
      eachLine.run();
    }

    @Override
    public void submit(CommonEvent event) {
      news.add(event);
    }

    @Override
    public void sent(EncodedFrame frame) {}

    @Override
    public void wrote(Wrote wrote) {}

    @Override
    public void pump() {}

    @Override
    public void connectFailed(ConnectProblem problem) {}
  }
}
