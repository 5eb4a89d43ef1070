package dev.handfast.transport;

import java.nio.ByteBuffer;

/// What a connection hears from its transport, always on the transport's owner thread.
///
/// A handler that throws loses its link, and hears of that by [#ended]; other links go on.
public interface LinkHandler {

  /// The stream is open; called once, before anything else.
  void opened(Link link);

  /// The attempt to connect failed; called once, instead of [#opened].
  void connectFailed(ConnectProblem problem);

  /// Bytes arrived; they are valid during the call only.
  void read(ByteBuffer bytes);

  /// The socket takes bytes, or somebody called [Link#wake].
  void writable();

  /// The peer's direction has ended and all that it wrote was delivered; called once.
  ///
  /// The link still stands for writing until it is closed, unless the transport was closed or this
  /// handler threw: then the link is closed already.
  ///
  /// @param detail how the end was noticed: `end of file`, or the system's error
  void ended(String detail);

  /// Why an attempt to connect failed.
  ///
  /// @param hope whether a later attempt may succeed
  /// @param detail the path and the system's error
  record ConnectProblem(Hope hope, String detail) {}

  /// Whether trying again makes sense.
  enum Hope {
    /// No such file, connection refused, or try again: the orchestrator may be about to start.
    RETRY,
    /// Anything else: permission denied, no socket, path too long.
    GIVE_UP
  }
}
