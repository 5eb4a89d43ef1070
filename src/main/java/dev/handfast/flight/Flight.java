package dev.handfast.flight;

import dev.handfast.HandfastEvent;
import jdk.jfr.FlightRecorder;
import org.jspecify.annotations.Nullable;

/// What one connection tells Flight Recorder; next to nothing while nobody has ever recorded.
///
/// Needs the connection's lock, which gives the events their order.
public final class Flight {
  /// A jlinked runtime may come without Flight Recorder: then none of its classes is touched.
  private static final boolean INSTALLED = ModuleLayer.boot().findModule("jdk.jfr").isPresent();

  private @Nullable Recorder recorder;

  /// A connection begins now.
  public Flight() {
    if (isOn()) {
      recorder = new Recorder();
    }
  }

  /// Whether somebody records, or has done so in this process: one field is read.
  public static boolean isOn() {
    return INSTALLED && FlightRecorder.isInitialized();
  }

  /// Records an event where somebody records.
  public void saw(HandfastEvent event) {
    if (isOn()) {
      if (recorder == null) {
        recorder = new Recorder();
      }
      recorder.saw(event);
    }
  }
}
