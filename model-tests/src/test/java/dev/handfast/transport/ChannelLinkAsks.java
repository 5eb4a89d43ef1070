package dev.handfast.transport;

import java.util.concurrent.atomic.AtomicBoolean;

/// What a mutant of the link does: it asks for a turn, and notes that behind it. Its name lets it
/// have points, as the link has.
public final class ChannelLinkAsks {
  private static final ThreadLocal<AtomicBoolean> ASKED =
      ThreadLocal.withInitial(AtomicBoolean::new);

  private ChannelLinkAsks() {}

  /// Whether nobody has asked; nothing is noted yet.
  public static boolean compareAndSet(
      AtomicBoolean asked, boolean expected, boolean noted, ChannelLink link) {
    ASKED.set(asked);
    return asked.get() == expected;
  }

  /// Asks, and notes it.
  public static boolean execute(SelectorLoop loop, Runnable turn, ChannelLink link) {
    boolean taken = loop.execute(turn);
    ASKED.get().set(true);
    return taken;
  }
}
