package dev.handfast.driver;

import dev.handfast.CloseCause;
import dev.handfast.HandfastEvent;
import dev.handfast.Role;
import java.lang.System.Logger.Level;

/// Writes a connection's end into the log: what somebody should look at as a warning, what is
/// normal for those who debug.
///
/// Only at `DEBUG` a line may quote what a peer or a user wrote. Where the lines go is somebody
/// else's code: it runs like a callback, outside the lock.
final class Journal {
  private static final System.Logger LOG = System.getLogger(Journal.class.getName());

  private Journal() {}

  static void note(HandfastEvent event, Dispatcher callbacks) {
    if (event instanceof HandfastEvent.Ended(var at, CloseCause cause)) {
      callbacks.log(LOG, level(at.role(), cause), () -> line(at, cause.summary()));
      callbacks.log(LOG, Level.DEBUG, () -> line(at, cause.message()));
    }
  }

  private static String line(HandfastEvent.At at, String what) {
    return at.role().spelling() + ", connection " + at.connection() + ": " + what;
  }

  private static Level level(Role role, CloseCause cause) {
    return switch (cause) {
      case CloseCause.ClosedLocally _ -> Level.DEBUG;
      case CloseCause.Superseded _ -> Level.INFO; // legal, and surprising for the older one
      // an orchestrator says itself whom it turned away and who left
      case CloseCause.Refused _, CloseCause.PeerClosed _ ->
          role == Role.WORKER ? Level.WARNING : Level.DEBUG;
      case CloseCause.ConnectFailed _,
          CloseCause.HandshakeTimedOut _,
          CloseCause.DrainTimedOut _,
          CloseCause.PeerSilent _,
          CloseCause.PeerMisbehaved _,
          CloseCause.PeerReported _ ->
          Level.WARNING;
    };
  }
}
