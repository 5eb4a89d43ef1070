package dev.handfast.conformance.walk;

import dev.handfast.conformance.world.Heard;
import java.util.function.BooleanSupplier;

/// What surrounds a client or a server: a path, a peer, and a way to come to rest.
interface Outside extends AutoCloseable {

  /// The peer listens from now on.
  void listen();

  /// The peer connects to whoever listens.
  void connect();

  /// Something that is no socket stands at the path from now on.
  void spoil();

  /// What the peer has read.
  Heard heard();

  /// The peer writes, in one piece.
  void say(byte[] bytes);

  /// The peer stops reading.
  void stopReading();

  /// The peer reads again.
  void readOn();

  /// The peer ends its direction.
  void end();

  /// The peer closes.
  void leave();

  /// The size of a frame that does not fit between the client and a peer that does not read.
  int large();

  /// Lets everything happen that can.
  ///
  /// @param enough whether what must happen has happened, for a world that does not stand still
  void rest(BooleanSupplier enough);

  /// Waits until the other side, which has closed, has hung up too: its own thread does that a
  /// little later. A peer that reads sees it anyway; this is for one that does not.
  void awaitHangUp();

  /// Whether something could still be on its way, so that only an answer shows that it is not.
  boolean needsBarrier();

  @Override
  void close();
}
