package dev.handfast.driver;

import dev.handfast.frame.EncodedFrame;
import dev.handfast.transition.Outbox.Head;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/// The bytes that were handed over and not yet taken by the kernel, in order.
///
/// Everything but writing a [Batch] needs the connection's lock; while a batch is being written the
/// items in it stay here and only their positions move.
final class Outlet {
  /// 256 frames: more than fill one system call's 64 KiB, few enough to copy under the lock.
  private static final int BATCH = 256;

  private final ArrayDeque<Item> items = new ArrayDeque<>();
  private int controls;

  /// What a frame is for.
  sealed interface Cargo {}

  /// A caller waits for its outcome.
  ///
  /// @param ticket the machine's name for it
  record Application(long ticket) implements Cargo {}

  /// The connection's own.
  record Control() implements Cargo {}

  private record Item(EncodedFrame frame, ByteBuffer rest, Cargo cargo) {}

  /// The front of the line, to be written without the lock.
  static final class Batch {
    final ByteBuffer[] buffers;
    final int count;

    private Batch(ByteBuffer[] buffers, int count) {
      this.buffers = buffers;
      this.count = count;
    }

    boolean isEmpty() {
      return count == 0;
    }

    boolean isWritten() {
      return count == 0 || !buffers[count - 1].hasRemaining();
    }
  }

  /// What the kernel took.
  ///
  /// @param frames the frames that are out, in order
  /// @param messages how many of them are application messages
  /// @param head how far it got with the next application message
  record Progress(List<EncodedFrame> frames, int messages, Head head) {}

  void add(EncodedFrame frame, Cargo cargo) {
    items.add(new Item(frame, frame.buffer(), cargo));
    if (cargo instanceof Control) {
      controls++;
    }
  }

  int controls() {
    return controls;
  }

  /// Whether exactly one frame is left, of which the kernel has no byte and which is no longer than
  /// this.
  boolean isOneFrame(int bytes) {
    Item first = items.peek();
    return first != null && items.size() == 1 && !begun(first) && first.frame().length() <= bytes;
  }

  Batch batch() {
    var buffers = new ByteBuffer[Math.min(BATCH, items.size())];
    int count = 0;
    for (Item item : items) {
      if (count == buffers.length) {
        break;
      }
      buffers[count++] = item.rest();
    }
    return new Batch(buffers, count);
  }

  Progress collect() {
    var out = new ArrayList<EncodedFrame>();
    int messages = 0;
    for (Item item = items.peek();
        item != null && !item.rest().hasRemaining();
        item = items.peek()) {
      items.remove();
      out.add(item.frame());
      switch (item.cargo()) {
        case Application _ -> messages++;
        case Control _ -> controls--;
      }
    }
    return new Progress(out, messages, head());
  }

  /// Takes back the application messages of which the kernel has no byte.
  void withdraw() {
    items.removeIf(item -> item.cargo() instanceof Application && !begun(item));
  }

  /// Takes one application message back; the machine knows that the kernel has no byte of it.
  void withdraw(long ticket) {
    Iterator<Item> each = items.iterator(); // it is near the front: the oldest are dropped
    while (each.hasNext()) {
      Item item = each.next();
      if (item.cargo() instanceof Application(long number) && number == ticket) {
        each.remove();
        return;
      }
    }
    throw new IllegalStateException("message " + ticket + " is not with the writer");
  }

  private Head head() {
    Item first = items.peek();
    return first != null && first.cargo() instanceof Application && begun(first)
        ? Head.PARTLY
        : Head.UNTOUCHED;
  }

  private static boolean begun(Item item) {
    return item.rest().position() > 0;
  }
}
