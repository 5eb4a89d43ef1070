package dev.handfast.races;

import dev.handfast.SocketPath;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// One end of a channel, which says what a check tells it to.
final class Dialler implements AutoCloseable {
  static final String END = "the end";
  static final String NOTHING = "nothing";

  private final SocketChannel channel;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final Duration patience;

  private Dialler(SocketChannel channel, Duration patience) {
    this.channel = channel;
    this.patience = patience;
  }

  /// A worker that has connected and does not read yet.
  ///
  /// @param patience how long it waits for a line; one that must come is waited for long
  static Dialler to(SocketPath path, Duration patience) {
    try {
      SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
      channel.connect(UnixDomainSocketAddress.of(path.toString()));
      return new Dialler(channel, patience);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// An orchestrator's end of the connection that comes next.
  static Dialler from(ServerSocketChannel listener, Duration patience) {
    try {
      return new Dialler(listener.accept(), patience).readOn();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  Dialler readOn() {
    var _ = Thread.ofPlatform().daemon().start(this::readAll);
    return this;
  }

  private void readAll() {
    var reader = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
    try {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(line);
      }
    } catch (IOException _) {
      // reset: an end like every other
    }
    lines.add(END);
  }

  Dialler say(String text) {
    return say(text.getBytes(StandardCharsets.UTF_8));
  }

  Dialler say(byte[] bytes) {
    try {
      var rest = ByteBuffer.wrap(bytes);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
    } catch (IOException _) {
      // hung up on: what the check looks for is among the lines
    }
    return this;
  }

  /// The next line, [#END], or [#NOTHING] when patience is over.
  String next() {
    return next(patience);
  }

  String next(Duration limit) {
    try {
      String line = lines.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
      return line == null ? NOTHING : line;
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  /// The next line's type, in a word that says what matters of it.
  String nextWord() {
    String line = next();
    return switch (Frames.field(line, "type")) {
      case "" -> line;
      case "handshake_ack" -> Frames.raw(line, "accepted").equals("true") ? "accepted" : "refused";
      case "protocol_error" -> Frames.field(line, "code");
      case String type -> type;
    };
  }

  /// Shakes hands, and hears the verdict.
  Dialler join(String child) {
    say(Frames.hello("\"" + child + "\""));
    String verdict = nextWord();
    if (!verdict.equals("accepted")) {
      throw new AssertionError(child + " wanted to join and heard " + verdict);
    }
    return this;
  }

  /// Whatever was said before has been heard; whether the line still stands.
  boolean barrier() {
    say(Frames.ping());
    for (String word = nextWord(); ; word = nextWord()) {
      switch (word) {
        case "pong" -> {
          return true;
        }
        case END -> {
          return false;
        }
        case NOTHING -> throw new AssertionError("neither a pong nor an end");
        default -> {} // something before it
      }
    }
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
