package dev.handfast.transition;

import dev.handfast.QueueLimit;
import java.util.ArrayList;
import java.util.List;

/// A worker's machine on its way through a script.
final class Walk {
  private final List<ClientEffect> all = new ArrayList<>();
  private List<ClientEffect> last = List.of();
  private ClientState state;

  Walk(QueueLimit limit) {
    state = ClientState.initial(limit);
  }

  /// Lets these events happen; [#last] then has the effects of all of them.
  void on(ClientEvent... events) {
    var effects = new ArrayList<ClientEffect>();
    for (ClientEvent event : events) {
      Step<ClientState, ClientEffect> step = ClientHandshake.step(state, event);
      state = step.next();
      effects.addAll(step.effects());
    }
    last = effects;
    all.addAll(effects);
  }

  ClientState state() {
    return state;
  }

  List<ClientEffect> last() {
    return last;
  }

  List<ClientEffect> effects() {
    return all;
  }
}
