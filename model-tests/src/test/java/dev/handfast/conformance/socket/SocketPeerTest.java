package dev.handfast.conformance.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A script's worker at a socket whose other side has read nothing yet.
class SocketPeerTest {
  /// 10,000 pieces of a byte: some thirty times what a socket of Linux keeps of them.
  private static final int PIECES = 10_000;

  private ServerSocketChannel listener;
  private SocketPeer peer;
  private SocketChannel accepted;

  @BeforeEach
  void connect(@TempDir Path folder) throws IOException {
    Path path = folder.resolve("s");
    listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    listener.bind(UnixDomainSocketAddress.of(path));
    peer = new SocketPeer(path);
    peer.connect();
    accepted = listener.accept();
    accepted.configureBlocking(false);
  }

  @AfterEach
  void close() throws IOException {
    peer.close();
    accepted.close();
    listener.close();
  }

  @Test
  void who_leaves_has_written_what_it_told_before() throws IOException {
    peer.write(new byte[PIECES], 1);
    peer.leave();

    assertThat(readToTheEnd()).isEqualTo(PIECES);
  }

  @Test
  void who_leaves_is_gone_at_once_where_nobody_reads_any_more() throws IOException {
    peer.write(new byte[PIECES], 1);
    accepted.close();
    peer.leave();

    assertThat(peer.isHungUp()).isTrue();
  }

  @Test
  void the_end_of_the_life_waits_for_no_reader() throws IOException {
    peer.write(new byte[PIECES], 1);
    peer.close();

    assertThat(readToTheEnd()).isPositive().isLessThan(PIECES);
  }

  private int readToTheEnd() throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(PIECES);
    int all = 0;
    int count;
    while ((count = accepted.read(buffer.clear())) >= 0) {
      all += count;
      peer.look();
    }
    return all;
  }
}
