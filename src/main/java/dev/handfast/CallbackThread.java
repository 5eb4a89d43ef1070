package dev.handfast;

/// Where the callbacks of a connection run: handlers, listeners, and what depends on its futures.
///
/// On either thread they run one at a time for each connection, in order, and outside every lock.
public enum CallbackThread {
  /// A virtual thread of the connection's, which exists while there is something to run; callbacks
  /// may block.
  VIRTUAL,

  /// The thread that reads, and that every connection of one server shares; callbacks must not
  /// block.
  ///
  /// It saves the change of threads between reading a message and answering it, and what the
  /// callbacks of one read have sent leaves together. In return, nobody is read from and nothing
  /// leaves while a callback runs. So nothing of this library waits in one: where a method would
  /// have to, it throws [IllegalStateException], and a send that finds no room fails with
  /// [HandfastException.QueueFull] also under [OverflowPolicy.WaitUpTo]. A callback that blocks all
  /// the same leaves pings unanswered, and a server's stop waits for it, whatever its limit.
  /// Callbacks of a connection that is not open yet, or no more, may come on a virtual thread.
  READER
}
