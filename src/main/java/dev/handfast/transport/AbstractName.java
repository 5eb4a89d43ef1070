package dev.handfast.transport;

import dev.handfast.HandfastException.CannotListen;
import dev.handfast.SocketPath;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;

/// An abstract name that is listened on: the kernel gives it to one, and takes it back by itself.
record AbstractName(SocketPath.Abstract name) implements Bound.Place {

  /// Listens under the name.
  ///
  /// @throws CannotListen where the name is taken, or the provider knows no names
  static Bound bind(Sockets sockets, SocketPath.Abstract name, int backlog) {
    try {
      var address = sockets.address(name);
      ServerSocketChannel channel = sockets.server();
      try {
        channel.bind(address, backlog);
        return new Bound(channel, new AbstractName(name));
      } catch (Throwable failure) {
        channel.close();
        throw failure;
      }
    } catch (IOException | UnsupportedOperationException failure) {
      throw new CannotListen("cannot listen on %s: %s".formatted(name, words(failure)), failure);
    }
  }

  private static String words(Exception failure) {
    String why = String.valueOf(failure.getMessage());
    return why.contains("in use")
        ? "another process is listening; stop it or choose another name"
        : why;
  }

  @Override
  public void giveBack() {}

  @Override
  public String toString() {
    return name.toString();
  }
}
