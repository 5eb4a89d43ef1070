package dev.handfast.races;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A small orchestrator with threads that block: right without a flaw, so that what a check sees
/// with one is the flaw's.
final class PlainOrchestrator implements Orchestrator {
  final Rig rig;
  final Map<String, PlainSession> workers = new ConcurrentHashMap<>();
  private final Set<Flaw> flaws;
  private final Set<PlainSession> sessions = ConcurrentHashMap.newKeySet();
  private final ServerSocketChannel listener;

  private PlainOrchestrator(Rig rig, Set<Flaw> flaws) {
    this.rig = rig;
    this.flaws = flaws;
    try {
      listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      listener.bind(UnixDomainSocketAddress.of(rig.path().toString()));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    var _ = Thread.ofVirtual().start(this::accept);
  }

  static Orchestrator right(Rig rig) {
    return new PlainOrchestrator(rig, EnumSet.noneOf(Flaw.class));
  }

  static Orchestrator with(Flaw flaw, Rig rig) {
    return new PlainOrchestrator(rig, EnumSet.of(flaw));
  }

  boolean has(Flaw flaw) {
    return flaws.contains(flaw);
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel channel = listener.accept();
        var session = new PlainSession(this, channel);
        sessions.add(session);
        if (has(Flaw.SHAKES_HANDS_WHILE_ACCEPTING)) {
          session.readUntilJoined();
        }
        var _ = Thread.ofVirtual().start(session::readToEnd);
      }
    } catch (IOException _) {
      // stopped
    }
  }

  void ended(PlainSession session, String child) {
    sessions.remove(session);
    if (!child.isEmpty()) {
      if (has(Flaw.UNREGISTERS_BY_NAME)) {
        workers.remove(child);
      } else if (!has(Flaw.SENDS_TO_THE_DEAD)) {
        workers.remove(child, session);
      }
      rig.note("left " + child);
      if (has(Flaw.LEFT_TWICE)) {
        rig.note("left " + child);
      }
    }
  }

  @Override
  public boolean order(String child, String text) {
    PlainSession session = workers.get(child);
    return session != null && (session.say(Frames.context(text)) || has(Flaw.SENDS_TO_THE_DEAD));
  }

  @Override
  public void broadcast(String text) {
    workers.values().forEach(session -> session.say(Frames.context(text)));
  }

  @Override
  public void stop() {
    try {
      listener.close();
      if (has(Flaw.STOP_DROPS)) {
        for (PlainSession session : sessions) {
          session.drop();
        }
      }
      Files.deleteIfExists(Path.of(rig.path().toString()));
      for (PlainSession session : sessions) {
        session.finish();
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
