package dev.handfast.driver;

import dev.handfast.seam.Clock;
import dev.handfast.transition.Timer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/// The alarms that one machine has set; an alarm that was taken back never reaches it.
///
/// All methods need the connection's lock; `ring` is called without it.
final class Alarms {
  private final Clock clock;
  private final BiConsumer<Timer, Token> ring;
  private final Map<Timer, Token> set = new HashMap<>();

  /// Tells one setting of a timer from the next one; compared by identity.
  static final class Token {
    private Clock.Alarm alarm = () -> {};
  }

  /// @param ring hears of an alarm, on the clock's thread; it asks [#take] first
  Alarms(Clock clock, BiConsumer<Timer, Token> ring) {
    this.clock = clock;
    this.ring = ring;
  }

  void arm(Timer timer, Duration after) {
    disarm(timer);
    var token = new Token();
    set.put(timer, token);
    token.alarm = clock.schedule(after, () -> ring.accept(timer, token));
  }

  void disarm(Timer timer) {
    Token token = set.remove(timer);
    if (token != null) {
      token.alarm.cancel();
    }
  }

  /// Whether a ringing alarm still counts; true at most once per setting.
  boolean take(Timer timer, Token token) {
    return set.remove(timer, token);
  }

  void disarmAll() {
    set.values().forEach(token -> token.alarm.cancel());
    set.clear();
  }
}
