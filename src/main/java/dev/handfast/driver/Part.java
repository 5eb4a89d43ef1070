package dev.handfast.driver;

import dev.handfast.CloseCause;
import dev.handfast.Role;
import dev.handfast.message.Message;
import dev.handfast.transition.CommonEvent;
import dev.handfast.transition.Step;
import dev.handfast.transition.Timer;
import dev.handfast.transport.LinkHandler.ConnectProblem;
import java.time.Duration;

/// What differs between the two roles; everything else is [Connection].
///
/// All methods are called with the connection's lock held, and none may block.
///
/// @param <S> the machine's states
/// @param <E> the machine's events
/// @param <F> the machine's effects
public interface Part<S, E, F> {

  /// This side's role.
  Role role();

  /// The machine.
  Step<S, F> step(S state, E event);

  /// The state's name as the specification spells it.
  String name(S state);

  /// The largest line that may arrive in this state, in bytes.
  int frameLimit(S state);

  /// What happened in either role.
  E event(CommonEvent event);

  /// What a message means.
  E received(Message message);

  /// What an alarm means; [Timer.Keepalive] is never asked.
  E due(Timer timer);

  /// How long an alarm takes that only this role knows; the others are the connection's.
  Duration length(Timer.RetryDelay timer);

  /// What a failed attempt to connect means; never asked of a role that does not connect.
  E connectFailed(ConnectProblem problem);

  /// Carries out one effect; common ones go to [Connection#perform].
  void perform(F effect);

  /// Gives a message to its handler.
  void deliver(Message message);

  /// The connection has ended.
  void closed(CloseCause cause);
}
