package dev.handfast.junit;

import dev.handfast.client.ClientPhase;
import dev.handfast.conformance.subject.Cause;
import dev.handfast.conformance.subject.ClientOnSeams;
import dev.handfast.conformance.subject.Feature;
import dev.handfast.conformance.subject.Life;
import dev.handfast.conformance.subject.Listener;
import dev.handfast.conformance.subject.Settings;
import dev.handfast.message.Decision;
import dev.handfast.peer.HandfastUnderTest;
import dev.handfast.seam.Seams;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/// Programs around the library's client that undo what it does for them.
abstract class FaultyUnderTest implements ClientOnSeams {
  private final ClientOnSeams right = new HandfastUnderTest();

  @Override
  public final Set<Feature> features() {
    return right.features();
  }

  @Override
  public final Life start(Settings settings, Listener listener) {
    return around(listener, told -> right.start(settings, told));
  }

  @Override
  public final Life start(Settings settings, Listener listener, Seams seams) {
    return around(listener, told -> right.start(settings, told, seams));
  }

  /// A program around the client.
  ///
  /// @param start starts the client, which tells what it is given
  abstract Life around(Listener listener, Function<Listener, Life> start);

  /// Has room for one early message only, and does not say so: the second is gone without a word.
  public static final class LosesTheSecond extends FaultyUnderTest {
    @Override
    Life around(Listener listener, Function<Listener, Life> start) {
      Life client = start.apply(listener);
      var sent = new AtomicInteger();
      return new Around(client) {
        @Override
        public void send(String tag, Map<String, Object> message) {
          boolean early = state() == ClientPhase.CONNECTING || state() == ClientPhase.AWAITING_ACK;
          if (sent.incrementAndGet() != 2 || !early) {
            super.send(tag, message);
          }
        }
      };
    }
  }

  /// Tells once more that a message was written.
  public static final class TellsTwice extends FaultyUnderTest {
    @Override
    Life around(Listener listener, Function<Listener, Life> start) {
      return start.apply(
          new Telling(listener) {
            @Override
            public void written(String tag) {
              super.written(tag);
              super.written(tag);
            }
          });
    }
  }

  /// Queues once more what is sent early, and checks without a lock: a message that is checked
  /// before the flush and queued behind it is lost. One thread never sees that.
  public static final class QueuesWithoutALock extends FaultyUnderTest {
    @Override
    Life around(Listener listener, Function<Listener, Life> start) {
      var queue = new Queue();
      Life client =
          start.apply(
              new Telling(listener) {
                @Override
                public void ready() {
                  queue.flush();
                  super.ready();
                }
              });
      return new Around(client) {
        @Override
        public void send(String tag, Map<String, Object> message) {
          queue.pass(() -> super.send(tag, message));
        }
      };
    }
  }

  private static final class Queue {
    private final List<Runnable> early = new ArrayList<>();
    private volatile boolean flushed;

    void flush() {
      early.forEach(Runnable::run);
      flushed = true;
    }

    void pass(Runnable send) {
      if (flushed) {
        send.run();
      } else {
        early.add(send);
      }
    }
  }

  /// Passes calls on.
  private static class Around implements Life {
    private final Life life;

    Around(Life life) {
      this.life = life;
    }

    @Override
    public void send(String tag, Map<String, Object> message) {
      life.send(tag, message);
    }

    @Override
    public void request(String tag, Map<String, Object> confirmation, Duration timeout) {
      life.request(tag, confirmation, timeout);
    }

    @Override
    public void withdraw(String tag) {
      life.withdraw(tag);
    }

    @Override
    public void close(Duration deadline) {
      life.close(deadline);
    }

    @Override
    public ClientPhase state() {
      return life.state();
    }

    @Override
    public long counted() {
      return life.counted();
    }
  }

  /// Passes on what is told.
  private static class Telling implements Listener {
    private final Listener listener;

    Telling(Listener listener) {
      this.listener = listener;
    }

    @Override
    public void ready() {
      listener.ready();
    }

    @Override
    public void refused(String tag, Cause cause) {
      listener.refused(tag, cause);
    }

    @Override
    public void written(String tag) {
      listener.written(tag);
    }

    @Override
    public void failed(String tag, Cause cause) {
      listener.failed(tag, cause);
    }

    @Override
    public void unknown(String tag, Cause cause) {
      listener.unknown(tag, cause);
    }

    @Override
    public void answered(String tag, Decision decision) {
      listener.answered(tag, decision);
    }

    @Override
    public void ended(String tag, Cause cause) {
      listener.ended(tag, cause);
    }

    @Override
    public void received(Map<String, Object> message) {
      listener.received(message);
    }

    @Override
    public void closed(Cause cause, List<String> unwritten) {
      listener.closed(cause, unwritten);
    }
  }
}
