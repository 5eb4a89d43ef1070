package dev.handfast.cli.serve;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;

/// A worker without a mind: the test says what it sends; single quotes stand for double ones.
public record Raw(SocketChannel channel, BufferedReader lines) implements AutoCloseable {

  /// Connects and does nothing else.
  public Raw(Path socket) throws IOException {
    this(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
  }

  private Raw(SocketChannel channel) {
    this(channel, new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8)));
  }

  /// Connects, and waits for the verdict on its handshake.
  static Raw joined(Path socket, String childId) throws IOException {
    var raw = new Raw(socket);
    raw.verdict(childId);
    return raw;
  }

  /// Shakes hands, and returns the ack.
  public String verdict(String childId) throws IOException {
    send(handshake(childId));
    return line("handshake_ack");
  }

  static String handshake(String childId) {
    return ("{'id':'h','type':'handshake','timestamp':1,'childId':'%s','worktree':'/','branch':'b',"
            + "'task':'t'}")
        .formatted(childId);
  }

  void ask(String childId, String id, String tool, String command) throws IOException {
    send(
        ("{'id':'%s','type':'permission_request','timestamp':1,'childId':'%s','confirmation':"
                + "{'toolName':'%s','input':{'command':'%s'},'isDangerous':false}}")
            .formatted(id, childId, tool, command));
  }

  void send(String json) throws IOException {
    byte[] bytes = (json.replace('\'', '"') + "\n").getBytes(StandardCharsets.UTF_8);
    channel.write(ByteBuffer.wrap(bytes));
  }

  /// The next line of this type.
  String line(String type) throws IOException {
    while (true) {
      String line = Objects.requireNonNull(lines.readLine(), "the orchestrator ended");
      if (line.contains("\"type\":\"" + type + "\"")) {
        return line;
      }
    }
  }

  /// Hears the orchestrator out, to the end of its side.
  void hearOut() throws IOException {
    while (lines.readLine() != null) {
      // nothing that it wanted to say is cut off
    }
  }

  /// Ends its side, and hears on.
  void leave() throws IOException {
    channel.shutdownOutput();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
