package dev.handfast.driver;

import dev.handfast.HandfastEvent;
import dev.handfast.flight.Flight;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Passes events on: to a trace and Flight Recorder at once and without exception, to the log and a
/// listener in order with callbacks.
///
/// A listener that falls behind by more than [#BEHIND] loses events and is told how many; it can
/// never make a connection wait or grow.
public final class Observer {
  /// 4,096 events: some full queues' worth; beyond it a listener only hinders.
  private static final int BEHIND = 4_096;

  private final @Nullable Consumer<HandfastEvent> trace;
  private final @Nullable Consumer<HandfastEvent> listener;
  private final Flight flight = new Flight();
  private long dropped;

  /// @param trace called with a connection's lock held: must be quick and never throw
  /// @param listener the user's
  public Observer(
      @Nullable Consumer<HandfastEvent> trace, @Nullable Consumer<HandfastEvent> listener) {
    this.trace = trace;
    this.listener = listener;
  }

  /// One of the same kind for another connection.
  public Observer another() {
    return new Observer(trace, listener);
  }

  /// Whether anybody takes more than a connection's end, which the log always takes.
  boolean isOn() {
    return takesFrames() || Flight.isOn();
  }

  /// Frames are many, and their text costs: they are made only for those who take them.
  boolean takesFrames() {
    return trace != null || listener != null;
  }

  /// Needs the connection's lock, which gives the events their order.
  void saw(HandfastEvent event, Dispatcher callbacks) {
    Journal.note(event, callbacks);
    flight.saw(event);
    if (trace != null) {
      trace.accept(event);
    }
    if (listener != null) {
      tell(listener, event, callbacks);
    }
  }

  private void tell(Consumer<HandfastEvent> to, HandfastEvent event, Dispatcher callbacks) {
    if (callbacks.pending() >= BEHIND) {
      dropped++;
      return;
    }
    if (dropped > 0) {
      var gap = new HandfastEvent.EventsDropped(event.at(), dropped);
      dropped = 0;
      flight.saw(gap);
      callbacks.execute(() -> to.accept(gap));
    }
    callbacks.execute(() -> to.accept(event));
  }
}
