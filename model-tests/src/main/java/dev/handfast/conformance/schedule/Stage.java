package dev.handfast.conformance.schedule;

import java.util.concurrent.Executor;

/// Where a scenario plays: it makes threads here, and nowhere else.
public interface Stage {

  /// Starts a thread.
  void thread(String name, Runnable body);

  /// A thread that begins when it is started, which whoever asked for it does next: what happens in
  /// between is not taken for what came before it.
  Thread unstarted(String name, Runnable body);

  /// A thread that runs tasks one at a time, in order, for ever.
  Executor loop(String name);

  /// What the caller asked of the world is half done: others may go on here.
  void halfway();

  /// Lets everybody go on in the order of their age until nobody can; not for threads of the stage.
  void settle();
}
