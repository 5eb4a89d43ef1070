package dev.handfast.transport;

import java.net.ProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;

/// Whom the JDK's base classes want for a provider; [MemorySockets] makes what there is.
final class MemoryProvider extends SelectorProvider {
  static final MemoryProvider THIS = new MemoryProvider();

  private MemoryProvider() {}

  @Override
  public AbstractSelector openSelector() {
    throw none();
  }

  @Override
  public SocketChannel openSocketChannel() {
    throw none();
  }

  @Override
  public ServerSocketChannel openServerSocketChannel() {
    throw none();
  }

  @Override
  public DatagramChannel openDatagramChannel() {
    throw none();
  }

  @Override
  public DatagramChannel openDatagramChannel(ProtocolFamily family) {
    throw none();
  }

  @Override
  public Pipe openPipe() {
    throw none();
  }

  private static UnsupportedOperationException none() {
    return new UnsupportedOperationException("MemorySockets makes channels and selectors");
  }
}
