package dev.handfast.transport;

import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.AbstractSelectableChannel;
import java.nio.channels.spi.AbstractSelectionKey;
import java.nio.channels.spi.AbstractSelector;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// A selector of channels in memory: who waits for it sleeps until one of them is ready, or until
/// somebody wakes it.
final class MemorySelector extends AbstractSelector {
  /// What it asks of a channel.
  interface Pollable {
    /// What the channel is ready for.
    int readyOps();
  }

  private final Semaphore rung = new Semaphore(0);
  private final AtomicBoolean wokenUp = new AtomicBoolean();
  private final Set<Key> keys = new LinkedHashSet<>();

  MemorySelector() {
    super(MemoryProvider.THIS);
  }

  /// A channel may be ready for something that it was not ready for.
  void news() {
    rung.release();
  }

  /// Nothing here takes so long that the time would run out.
  @Override
  public int select(Consumer<SelectionKey> action, long timeout) {
    takeOver();
    while (true) {
      rung.drainPermits();
      boolean woken = wokenUp.get();
      int ready = look(action);
      if (woken) {
        wokenUp.set(false); // as the JDK's: who wakes it meanwhile has not woken the next one
      }
      if (ready > 0 || woken) {
        return ready;
      }
      rung.acquireUninterruptibly();
    }
  }

  @Override
  public int selectNow(Consumer<SelectionKey> action) {
    takeOver();
    boolean woken = wokenUp.get();
    int ready = look(action);
    if (woken) {
      wokenUp.set(false);
    }
    return ready;
  }

  /// What keys want from now on is for the next call.
  private void takeOver() {
    keys.forEach(Key::takeOver);
  }

  @Override
  public Selector wakeup() {
    wokenUp.set(true);
    rung.release();
    return this;
  }

  private int look(Consumer<SelectionKey> action) {
    int found = 0;
    for (Key key : List.copyOf(keys)) {
      if (!key.isValid()) {
        keys.remove(key);
        deregister(key);
      } else if (key.look() != 0) {
        found++;
        action.accept(key);
      }
    }
    return found;
  }

  @Override
  protected SelectionKey register(AbstractSelectableChannel channel, int ops, Object watcher) {
    var key = new Key(this, channel, ops);
    key.attach(watcher);
    keys.add(key);
    return key;
  }

  @Override
  public Set<SelectionKey> keys() {
    return Collections.unmodifiableSet(new LinkedHashSet<>(keys));
  }

  @Override
  protected void implCloseSelector() {
    List.copyOf(keys).forEach(this::deregister);
    keys.clear();
  }

  @Override
  public Set<SelectionKey> selectedKeys() {
    throw new UnsupportedOperationException("the loop selects with an action");
  }

  @Override
  public int selectNow() {
    throw new UnsupportedOperationException("the loop selects with an action");
  }

  @Override
  public int select(long timeout) {
    throw new UnsupportedOperationException("the loop selects with an action");
  }

  @Override
  public int select() {
    throw new UnsupportedOperationException("the loop selects with an action");
  }

  private static final class Key extends AbstractSelectionKey {
    private final MemorySelector selector;
    private final AbstractSelectableChannel channel;
    private int wanted;
    private int polled;
    private int ready;

    private Key(MemorySelector selector, AbstractSelectableChannel channel, int wanted) {
      this.selector = selector;
      this.channel = channel;
      this.wanted = wanted;
    }

    private void takeOver() {
      polled = wanted;
    }

    private int look() {
      ready = ((Pollable) channel).readyOps() & polled & wanted;
      return ready;
    }

    private void throwIfCancelled() {
      if (!isValid()) {
        throw new CancelledKeyException();
      }
    }

    @Override
    public AbstractSelectableChannel channel() {
      return channel;
    }

    @Override
    public MemorySelector selector() {
      return selector;
    }

    @Override
    public int interestOps() {
      throwIfCancelled();
      return wanted;
    }

    @Override
    public SelectionKey interestOps(int ops) {
      throwIfCancelled();
      wanted = ops;
      return this;
    }

    @Override
    public int readyOps() {
      throwIfCancelled();
      return ready;
    }
  }
}
