package dev.handfast.cli.demo.naive;

import dev.handfast.message.Answer;
import dev.handfast.message.Handshake;
import dev.handfast.message.HandshakeAck;
import dev.handfast.message.Message;
import dev.handfast.message.MessageReader;
import dev.handfast.message.MessageWriter;
import dev.handfast.message.Parsed;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Consumer;

/// EXHIBIT, faulty on purpose, not for use: a client that is "connected" before its handshake.
///
/// It has the bug of the original report: one boolean, set by the connect, decides whether a send
/// is taken. Before it is set, a send throws; after it, a send goes straight to the socket, whether
/// the orchestrator has accepted the worker or not, and its caller believes that it arrives.
public final class NaiveClient {
  private final SocketChannel socket;
  private final MessageWriter writer = new MessageWriter();
  private final MessageReader reader = new MessageReader();
  private volatile boolean connected;

  /// Not connected yet.
  public NaiveClient() {
    try {
      socket = SocketChannel.open(StandardProtocolFamily.UNIX);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// Connects, sends the handshake, and leaves its answer to a thread.
  ///
  /// @param frames called with every frame, the ack included
  /// @param end called when no frame comes any more
  public void connect(Path path, Handshake handshake, Consumer<Message> frames, Runnable end) {
    try {
      socket.connect(UnixDomainSocketAddress.of(path));
      connected = true; // THE BUG: the handshake is not even written, let alone accepted
      send(handshake);
      Thread.ofPlatform().daemon().name("naive-reader").start(() -> read(frames, end));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// Whether a send would be taken.
  public boolean connected() {
    return connected;
  }

  /// Writes a message at once; that it returns says nothing about the message's fate.
  ///
  /// @throws IllegalStateException where nothing is connected
  public void send(Message message) {
    if (!connected) {
      throw new IllegalStateException("Not connected to IPC server");
    }
    try {
      ByteBuffer frame = writer.write(message).buffer();
      while (frame.hasRemaining()) {
        socket.write(frame);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// Closes the socket, and asks nobody what became of the messages.
  public void close() {
    connected = false;
    try {
      socket.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void read(Consumer<Message> frames, Runnable end) {
    try (var in =
        new BufferedReader(
            new InputStreamReader(Channels.newInputStream(socket), StandardCharsets.UTF_8))) {
      for (String line; (line = in.readLine()) != null; ) {
        if (reader.read(line) instanceof Parsed.Read(Message message)) {
          if (message instanceof HandshakeAck(_, _, _, Answer.Refused _)) {
            close(); // and what was sent until now? Nobody is told.
          }
          frames.accept(message);
        }
      }
    } catch (IOException _) {
      // the same as the end: this client tells nobody why
    } finally {
      connected = false;
      end.run();
    }
  }
}
