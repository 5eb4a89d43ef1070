package dev.handfast.transport;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/// Who this very process is, in the words that the system uses for a peer.
///
/// The name comes from the owner of a file that we make: `user.name` is a guess where the user has
/// no entry in the system's list, as in many containers.
record OwnPeer(Link.Peer peer, OptionalLong uid) {
  private static final System.Logger LOG = System.getLogger(OwnPeer.class.getName());

  /// Asked once: a process does not change its user.
  static final OwnPeer INSTANCE = look();

  private static OwnPeer look() {
    OptionalLong pid = OptionalLong.of(ProcessHandle.current().pid());
    try {
      Path ours = Files.createTempFile("hf-", ".who");
      try {
        int uid = (Integer) Files.getAttribute(ours, "unix:uid");
        return new OwnPeer(
            new Link.Peer(Files.getOwner(ours).getName(), pid), OptionalLong.of(uid));
      } finally {
        Files.delete(ours);
      }
    } catch (IOException | UnsupportedOperationException failure) {
      LOG.log(Level.WARNING, "cannot tell our own user: no temporary file can be made", failure);
      return new OwnPeer(new Link.Peer(Link.Peer.UNKNOWN, pid), OptionalLong.empty());
    }
  }
}
