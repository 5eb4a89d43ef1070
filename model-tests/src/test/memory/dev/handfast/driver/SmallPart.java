package dev.handfast.driver;

import dev.handfast.CloseCause;
import dev.handfast.Role;
import dev.handfast.message.Message;
import dev.handfast.transition.CommonEvent;
import dev.handfast.transition.Step;
import dev.handfast.transition.Timer;
import dev.handfast.transport.LinkHandler.ConnectProblem;
import java.time.Duration;
import java.util.List;

/// The smallest role: each event makes a new state and one callback.
final class SmallPart implements Part<SmallPart.Seen, String, Runnable> {
  private final Runnable callback;
  private Connection<Seen, String, Runnable> connection;

  /// A state whose content only its publication makes visible.
  static final class Seen {
    private int plain;

    Seen(int plain) {
      this.plain = plain;
    }

    int plain() {
      return plain;
    }
  }

  SmallPart(Runnable callback) {
    this.callback = callback;
  }

  void belongTo(Connection<Seen, String, Runnable> owner) {
    connection = owner;
  }

  @Override
  public Role role() {
    return Role.WORKER;
  }

  @Override
  public Step<Seen, Runnable> step(Seen state, String event) {
    return new Step<>(new Seen(state.plain + 1), List.of(() -> connection.dispatch(callback)));
  }

  @Override
  public String name(Seen state) {
    return "Small";
  }

  @Override
  public int frameLimit(Seen state) {
    return 1;
  }

  @Override
  public void perform(Runnable effect) {
    effect.run();
  }

  @Override
  public String event(CommonEvent event) {
    throw new IllegalStateException("never asked");
  }

  @Override
  public String received(Message message) {
    throw new IllegalStateException("never asked");
  }

  @Override
  public String due(Timer timer) {
    throw new IllegalStateException("never asked");
  }

  @Override
  public Duration length(Timer.RetryDelay timer) {
    throw new IllegalStateException("never asked");
  }

  @Override
  public String connectFailed(ConnectProblem problem) {
    throw new IllegalStateException("never asked");
  }

  @Override
  public void deliver(Message message) {
    throw new IllegalStateException("never asked");
  }

  @Override
  public void closed(CloseCause cause) {
    throw new IllegalStateException("never asked");
  }
}
