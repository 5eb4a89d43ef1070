package dev.handfast.transport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;

/// One end of a link in a test: writes down what it hears, and writes out what it is told to.
final class Party implements LinkHandler {
  /// 10 s without news: it hangs.
  static final long HUNG_SECONDS = 10;

  private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
  private final BiConsumer<Party, Heard> reaction;
  private final CompletableFuture<Link> link = new CompletableFuture<>();
  private final Queue<ByteBuffer> toSend = new ConcurrentLinkedQueue<>();
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();
  private volatile Then then = Then.STAY;

  Party() {
    this((_, _) -> {});
  }

  /// @param reaction what it does on the owner thread at each piece of news
  Party(BiConsumer<Party, Heard> reaction) {
    this.reaction = reaction;
  }

  /// One that sends back what it gets.
  static Party echo() {
    return new Party(
        (me, news) -> {
          if (news instanceof Heard.Bytes(byte[] bytes)) {
            me.send(bytes);
          }
        });
  }

  /// One that reads nothing until its link is told to.
  static Party paused() {
    return new Party(
        (me, news) -> {
          if (news instanceof Heard.Opened) {
            me.link().pauseReading();
          }
        });
  }

  /// What to do once everything is written.
  enum Then {
    STAY,
    HALF_CLOSE,
    CLOSE
  }

  /// A piece of news.
  sealed interface Heard {
    record Opened() implements Heard {}

    record Failed(ConnectProblem problem) implements Heard {}

    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Bytes(byte[] bytes) implements Heard {}

    record Writable() implements Heard {}

    /// Not from the transport: a write of ours took less than we had.
    record Full() implements Heard {}

    /// Not from the transport: everything is with the kernel.
    record Written() implements Heard {}

    /// Not from the transport: a write of ours threw.
    record WriteFailed(IOException failure) implements Heard {}

    record Ended(String detail) implements Heard {}
  }

  @Override
  public void opened(Link opened) {
    link.complete(opened);
    hear(new Heard.Opened());
  }

  @Override
  public void connectFailed(ConnectProblem problem) {
    hear(new Heard.Failed(problem));
  }

  @Override
  public void read(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    hear(new Heard.Bytes(copy));
  }

  @Override
  public void writable() {
    hear(new Heard.Writable());
    writeWhatIsLeft();
  }

  @Override
  public void ended(String detail) {
    hear(new Heard.Ended(detail));
  }

  private void hear(Heard news) {
    threads.add(Thread.currentThread());
    heard.add(news);
    reaction.accept(this, news);
  }

  private void writeWhatIsLeft() {
    ByteBuffer[] buffers = toSend.toArray(ByteBuffer[]::new);
    if (buffers.length == 0) {
      return;
    }
    try {
      link().write(buffers, buffers.length);
    } catch (IOException failure) {
      toSend.clear();
      heard.add(new Heard.WriteFailed(failure));
      return;
    }
    toSend.removeIf(buffer -> !buffer.hasRemaining());
    if (!toSend.isEmpty()) {
      heard.add(new Heard.Full());
      link().awaitWritable();
      return;
    }
    heard.add(new Heard.Written());
    switch (then) {
      case STAY -> {}
      case HALF_CLOSE -> link().halfClose();
      case CLOSE -> link().close();
    }
  }

  // What a test says, from its own thread.

  Link link() {
    try {
      return link.get(HUNG_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException failure) {
      throw new AssertionError("not open", failure);
    }
  }

  static void await(CountDownLatch latch) {
    try {
      if (!latch.await(HUNG_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("nothing for %d s: it hangs".formatted(HUNG_SECONDS));
      }
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  Party send(byte[] bytes) {
    Link open = link();
    toSend.add(ByteBuffer.wrap(bytes));
    open.wake();
    return this;
  }

  void send(byte[] bytes, Then afterwards) {
    link();
    then = afterwards;
    send(bytes);
  }

  /// Waits for the next news of the kind, and passes over what came before it.
  <T extends Heard> T await(Class<T> kind) {
    while (true) {
      Heard next = next();
      if (kind.isInstance(next)) {
        return kind.cast(next);
      }
    }
  }

  /// Waits until so many bytes came since the last bytes that were awaited.
  byte[] await(int count) {
    while (received.size() < count) {
      received.writeBytes(await(Heard.Bytes.class).bytes());
    }
    byte[] all = received.toByteArray();
    received.reset();
    return all;
  }

  /// Reads to the end.
  byte[] awaitAll() {
    while (true) {
      switch (next()) {
        case Heard.Bytes(byte[] bytes) -> received.writeBytes(bytes);
        case Heard.Ended _ -> {
          byte[] all = received.toByteArray();
          received.reset();
          return all;
        }
        default -> {}
      }
    }
  }

  private Heard next() {
    try {
      Heard next = heard.poll(HUNG_SECONDS, TimeUnit.SECONDS);
      if (next == null) {
        throw new AssertionError("no news for %d s: it hangs".formatted(HUNG_SECONDS));
      }
      return next;
    } catch (InterruptedException interrupted) {
      throw new AssertionError("interrupted", interrupted);
    }
  }

  /// What was heard and not awaited so far.
  List<Heard> unheard() {
    List<Heard> all = new ArrayList<>();
    heard.drainTo(all);
    return all;
  }

  Set<Thread> threads() {
    return threads;
  }
}
