package dev.handfast.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.ReentrantLock;

/// One direction of an in-memory link: a bounded ring of bytes with a writer's and a reader's end.
///
/// Any thread may call; the signals run outside the lock, and what they find is looked up again.
final class Pipe {
  private final ReentrantLock lock = new ReentrantLock();
  private final byte[] ring;
  private int head;
  private int count;
  private Writing writing = new Writing.Open();
  private boolean readerGone;
  private volatile Runnable newsForReader = () -> {};
  private volatile Runnable newsForWriter = () -> {};

  Pipe(int capacity) {
    ring = new byte[capacity];
  }

  private sealed interface Writing {
    record Open() implements Writing {}

    record Ended(String detail) implements Writing {}
  }

  /// What a reader finds.
  sealed interface Taken {
    record Bytes(ByteBuffer bytes) implements Taken {}

    /// All bytes were taken, and no more will come.
    record End(String detail) implements Taken {}

    record Nothing() implements Taken {}
  }

  /// The signal is run whenever there may be something to take.
  void onNewsForReader(Runnable signal) {
    newsForReader = signal;
  }

  /// The signal is run whenever there may be room, or nobody reads any more.
  void onNewsForWriter(Runnable signal) {
    newsForWriter = signal;
  }

  /// Puts in what fits.
  int put(ByteBuffer[] buffers, int buffersCount) throws IOException {
    int put = 0;
    lock.lock();
    try {
      if (readerGone) {
        throw StreamEnd.peerGone();
      }
      for (int i = 0; i < buffersCount && count < ring.length; i++) {
        while (buffers[i].hasRemaining() && count < ring.length) {
          int tail = (head + count) % ring.length;
          int room = Math.min(ring.length - count, ring.length - tail);
          int length = Math.min(room, buffers[i].remaining());
          buffers[i].get(ring, tail, length);
          count += length;
          put += length;
        }
      }
    } finally {
      lock.unlock();
    }
    if (put > 0) {
      newsForReader.run();
    }
    return put;
  }

  /// Takes at most `most` bytes, or the end.
  Taken take(int most) {
    byte[] bytes;
    lock.lock();
    try {
      if (count == 0) {
        return switch (writing) {
          case Writing.Open _ -> new Taken.Nothing();
          case Writing.Ended(String detail) -> new Taken.End(detail);
        };
      }
      bytes = new byte[Math.min(most, count)];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = ring[(head + i) % ring.length];
      }
      head = (head + bytes.length) % ring.length;
      count -= bytes.length;
    } finally {
      lock.unlock();
    }
    newsForWriter.run();
    return new Taken.Bytes(ByteBuffer.wrap(bytes));
  }

  /// Whether a write would not return 0.
  boolean hasNewsForWriter() {
    lock.lock();
    try {
      return readerGone || count < ring.length;
    } finally {
      lock.unlock();
    }
  }

  /// Whether [#take] finds bytes or the end.
  boolean hasNewsForReader() {
    lock.lock();
    try {
      return count > 0 || writing instanceof Writing.Ended;
    } finally {
      lock.unlock();
    }
  }

  /// The writer is done; the first detail stays.
  void end(String detail) {
    lock.lock();
    try {
      if (writing instanceof Writing.Open) {
        writing = new Writing.Ended(detail);
      }
    } finally {
      lock.unlock();
    }
    newsForReader.run();
  }

  /// The reader is done and drops what it has not taken; true where that was something.
  boolean abandon() {
    boolean dropped;
    lock.lock();
    try {
      dropped = count > 0;
      count = 0;
      readerGone = true;
    } finally {
      lock.unlock();
    }
    newsForWriter.run();
    return dropped;
  }

  /// Nothing more goes in; what is in flight is delivered, then the detail.
  void breakOff(String detail) {
    lock.lock();
    try {
      readerGone = true;
    } finally {
      lock.unlock();
    }
    newsForWriter.run();
    end(detail);
  }

  /// Nothing more goes in, and what is in flight is lost.
  void tear(String detail) {
    lock.lock();
    try {
      count = 0;
      readerGone = true;
      writing = new Writing.Ended(detail);
    } finally {
      lock.unlock();
    }
    newsForWriter.run();
    newsForReader.run();
  }

  /// Whether nobody reads here any more.
  boolean isAbandoned() {
    lock.lock();
    try {
      return readerGone;
    } finally {
      lock.unlock();
    }
  }
}
