package dev.handfast.driver;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.assertj.core.api.Assertions;
import tools.jackson.databind.JsonNode;

/// One end of a socket that does what the test says and nothing by itself: it does not even read.
///
/// For one thread. Whatever hangs for [Hung#AFTER] fails with what has happened so far.
public class RawPeer implements AutoCloseable {
  private static final int CHUNK = 64 << 10;
  private static final int SHOWN = 160;

  private final SocketChannel channel;
  private final Selector selector;
  private final SelectionKey key;
  private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
  private final ByteArrayOutputStream partial = new ByteArrayOutputStream();
  private final ArrayDeque<Frame> unread = new ArrayDeque<>();
  private final List<String> story = new ArrayList<>();
  private ByteBuffer unsent = ByteBuffer.allocate(0);
  private boolean ended;

  RawPeer(SocketChannel connected) throws IOException {
    channel = connected;
    channel.configureBlocking(false);
    selector = Selector.open();
    key = channel.register(selector, 0);
  }

  /// One line that arrived.
  public record Frame(String line, JsonNode json) {
    public String type() {
      return text("type");
    }

    public String id() {
      return text("id");
    }

    public String text(String field) {
      JsonNode value = json.get(field);
      if (value == null) {
        throw new AssertionError("no field " + field + " in " + shortened(line));
      }
      return value.asString();
    }
  }

  // Reading.

  /// The next frame, which must be of this type.
  public Frame expectFrame(String type) {
    Frame frame = nextFrame("a frame of type " + type);
    if (!frame.type().equals(type)) {
      throw new AssertionError(
          "wanted %s, got %s; so far: %s".formatted(type, shortened(frame.line()), story));
    }
    return frame;
  }

  /// The next frames, which must be of this type.
  public List<Frame> expectFrames(int count, String type) {
    var frames = new ArrayList<Frame>(count);
    for (int i = 0; i < count; i++) {
      frames.add(expectFrame(type));
    }
    return frames;
  }

  /// The next frames, up to one of this type, which is the last of them.
  public List<Frame> readUpTo(String type) {
    var frames = new ArrayList<Frame>();
    do {
      frames.add(nextFrame("a frame of type " + type));
    } while (!frames.getLast().type().equals(type));
    return frames;
  }

  /// All frames to the end of the stream, however it comes.
  public List<Frame> readToEnd() {
    long deadline = Hung.deadline();
    while (!ended) {
      readChunk(deadline, "the end of the stream");
    }
    var rest = List.copyOf(unread);
    unread.clear();
    return rest;
  }

  /// The stream must end without another frame.
  public void expectEnd() {
    Assertions.assertThat(readToEnd()).as("frames before the end, after %s", story).isEmpty();
  }

  /// The barrier for "nothing was written": the answer to our ping must be the next frame.
  public void expectNothingYet() {
    send(Wire.ping());
    expectFrame("pong");
  }

  /// Takes at least this many bytes off the socket, without caring for frames.
  public void swallow(int bytes) {
    long deadline = Hung.deadline();
    for (int taken = 0; taken < bytes; ) {
      taken += readChunk(deadline, bytes + " bytes");
    }
  }

  private Frame nextFrame(String what) {
    long deadline = Hung.deadline();
    while (unread.isEmpty()) {
      if (ended) {
        throw new AssertionError("the stream ended; wanted %s; so far: %s".formatted(what, story));
      }
      readChunk(deadline, what);
    }
    return unread.remove();
  }

  private int readChunk(long deadline, String what) {
    await(SelectionKey.OP_READ, deadline, what);
    int count;
    try {
      count = channel.read(chunk.clear());
    } catch (IOException reset) {
      note("reset");
      count = -1;
    }
    if (count < 0) {
      ended = true;
      note("end");
      return 0;
    }
    split(chunk.flip());
    return count;
  }

  private void split(ByteBuffer bytes) {
    int start = 0;
    var array = new byte[bytes.remaining()];
    bytes.get(array);
    for (int i = 0; i < array.length; i++) {
      if (array[i] == '\n') {
        partial.write(array, start, i - start);
        start = i + 1;
        String line = partial.toString(StandardCharsets.UTF_8);
        partial.reset();
        note("← " + line);
        unread.add(new Frame(line, Wire.tree(line)));
      }
    }
    partial.write(array, start, array.length - start);
  }

  // Writing.

  /// Writes lines, all of them in one piece.
  public void send(String... lines) {
    sendBytes((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    for (String line : lines) {
      note("→ " + line);
    }
  }

  /// Writes a line in pieces of this size, each with a system call of its own.
  public void sendInPieces(int size, String line) {
    byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
    for (int at = 0; at < bytes.length; at += size) {
      sendBytes(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + size)));
    }
    note("→ " + line);
  }

  /// Writes bytes, waiting for room as long as it takes.
  public void sendBytes(byte[] bytes) {
    long deadline = Hung.deadline();
    ByteBuffer rest = ByteBuffer.wrap(bytes);
    while (rest.hasRemaining()) {
      if (offer(rest) == 0) {
        await(SelectionKey.OP_WRITE, deadline, "the peer to read");
      }
    }
  }

  /// Writes lines until the kernel takes no more for now, and says how many were begun.
  ///
  /// The last one may be cut: the next call goes on with it, or [#sendRest].
  public int sendUntilFull(IntFunction<String> line, int most) {
    int begun = 0;
    while (takes(unsent)) {
      if (begun == most) {
        throw new AssertionError(
            "%d lines were taken, and a peer that does not read takes fewer".formatted(most));
      }
      unsent = ByteBuffer.wrap((line.apply(begun++) + "\n").getBytes(StandardCharsets.UTF_8));
    }
    return begun;
  }

  /// Writes what [#sendUntilFull] had to leave.
  public void sendRest() {
    var rest = new byte[unsent.remaining()];
    unsent.get(rest);
    sendBytes(rest);
  }

  private boolean takes(ByteBuffer bytes) {
    int taken = 1;
    while (bytes.hasRemaining() && taken > 0) {
      taken = offer(bytes);
    }
    return !bytes.hasRemaining();
  }

  private int offer(ByteBuffer bytes) {
    try {
      return channel.write(bytes);
    } catch (IOException failure) {
      throw new AssertionError("cannot write: %s; so far: %s".formatted(failure, story), failure);
    }
  }

  /// Writes lines until the peer goes or the line is over; false where it went.
  public boolean trySend(String line) {
    try {
      send(line);
      return true;
    } catch (AssertionError gone) {
      if (gone.getCause() instanceof IOException) {
        return false;
      }
      throw gone;
    }
  }

  /// Ends our direction.
  public void halfClose() {
    try {
      channel.shutdownOutput();
      note("half-closed");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// Ends both directions at once, as a dying process does.
  @Override
  public void close() {
    try {
      selector.close();
      channel.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void await(int interest, long deadline, String what) {
    try {
      key.interestOps(interest);
      while (selector.select(ready -> {}, Math.max(1, Hung.left(deadline))) == 0) {
        if (Hung.left(deadline) == 0) {
          throw Hung.waitingFor(what, story);
        }
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void note(String what) {
    if (story.size() == 12) {
      story.removeFirst();
    }
    story.add(shortened(what));
  }

  private static String shortened(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }
}
