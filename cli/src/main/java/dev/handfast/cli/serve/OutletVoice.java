package dev.handfast.cli.serve;

import dev.handfast.cli.screen.Outlet;
import java.util.concurrent.atomic.AtomicBoolean;

/// Tells on an outlet, and waits until it is told or given up: so a worker that writes without end
/// waits for whoever reads, and a stop does not.
final class OutletVoice implements Voice {
  private final Outlet outlet;
  private final Voice voice;
  private final AtomicBoolean unheard = new AtomicBoolean();

  /// @param voice tells, on the outlet's thread
  OutletVoice(Outlet outlet, Voice voice) {
    this.outlet = outlet;
    this.voice = voice;
  }

  @Override
  public boolean tell(Happening happening) {
    var _ = outlet.put(() -> tellNow(happening)).join();
    return !unheard.get();
  }

  private void tellNow(Happening happening) {
    if (!voice.tell(happening)) {
      unheard.set(true);
    }
  }
}
