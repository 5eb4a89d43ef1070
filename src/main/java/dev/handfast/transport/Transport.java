package dev.handfast.transport;

import dev.handfast.SocketPath;

/// Opens and accepts byte streams; the one seam between Handfast and the operating system's
/// sockets.
///
/// Each transport has an owner thread. Every call of a [LinkHandler] or [Acceptor] comes from it,
/// one at a time, so that a handler needs no lock against the transport. Methods of this interface
/// may be called from any thread, also from inside a callback.
public interface Transport extends AutoCloseable {

  /// Starts one attempt to connect and returns at once.
  ///
  /// The attempt ends in exactly one call: [LinkHandler#opened] or [LinkHandler#connectFailed].
  /// After [#close] that is [LinkHandler#connectFailed], from a thread of its own.
  void connect(SocketPath path, LinkHandler handler);

  /// Starts to listen; connections are accepted until the listener is closed.
  ///
  /// @param backlog how many connections may wait to be accepted, at least 1
  /// @throws dev.handfast.HandfastException.CannotListen where the path is taken or not usable
  Listener listen(SocketPath path, int backlog, Acceptor acceptor);

  /// Runs a task on the owner thread, after those before it, and returns at once.
  ///
  /// @return false where the owner thread has ended, so that it never will
  boolean execute(Runnable task);

  /// Closes every link and listener and ends the owner thread; idempotent.
  ///
  /// Handlers of open links are told by [LinkHandler#ended], and their links are closed. It returns
  /// once the thread has ended, unless it is called from a callback.
  @Override
  void close();

  /// A path that is being listened on.
  interface Listener extends AutoCloseable {
    /// Stops accepting and removes the socket's file where it is still ours; idempotent.
    ///
    /// When it returns the path is free, also where another thread has closed at the same time.
    @Override
    void close();
  }

  /// Decides who handles an accepted stream.
  @FunctionalInterface
  interface Acceptor {
    /// Gives the handler for a new stream; its [LinkHandler#opened] follows at once.
    ///
    /// One that throws loses this stream, and goes on to be asked for the next.
    LinkHandler accepted();
  }
}
