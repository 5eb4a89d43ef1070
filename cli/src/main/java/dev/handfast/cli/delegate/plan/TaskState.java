package dev.handfast.cli.delegate.plan;

/// Where one task stands.
public sealed interface TaskState {

  /// The attempt that this is about, from 1.
  int attempt();

  /// The word for it, in tables and events.
  String word();

  /// Waits for a place.
  record Queued(int attempt) implements TaskState {
    @Override
    public String word() {
      return "queued";
    }
  }

  /// Its worktree is made and its process is being started.
  record Launching(int attempt) implements Alive {
    @Override
    public String word() {
      return "starting";
    }
  }

  /// Its process runs and has not connected.
  record Starting(int attempt) implements Alive {
    @Override
    public String word() {
      return "starting";
    }
  }

  /// Its process has connected and may join; the ack is on its way.
  record Admitted(int attempt) implements Alive {
    @Override
    public String word() {
      return "starting";
    }
  }

  /// Its worker has joined and said nothing yet.
  record Connected(int attempt) implements Alive {
    @Override
    public String word() {
      return "connected";
    }
  }

  /// Its worker tells what it does.
  record Running(int attempt) implements Alive {
    @Override
    public String word() {
      return "running";
    }
  }

  /// Its worker has told of an error and goes on, or not: its end will show.
  ///
  /// @param attempt which one
  /// @param error what stands where nothing better comes
  record Troubled(int attempt, Outcome.Failed error) implements Alive {
    @Override
    public String word() {
      return "running";
    }
  }

  /// Its worker has given its result; the process has yet to end.
  ///
  /// @param attempt which one
  /// @param outcome what the result says; nothing changes it any more
  record Finishing(int attempt, Outcome outcome) implements Alive {
    @Override
    public String word() {
      return "finishing";
    }
  }

  /// The connection ended without a result; the process has yet to end.
  ///
  /// @param attempt which one
  /// @param failure what stands where nothing better comes
  record Lost(int attempt, Outcome.Failed failure) implements Alive {
    @Override
    public String word() {
      return "finishing";
    }
  }

  /// The process has ended without a result; what it wrote last may still be on its way.
  ///
  /// @param attempt which one
  /// @param outcome what stands where nothing better comes
  record Gone(int attempt, Outcome outcome) implements Alive {
    @Override
    public String word() {
      return "finishing";
    }
  }

  /// The process is being ended.
  ///
  /// @param attempt which one
  /// @param outcome why; only a cancel makes a failure another one
  record Ending(int attempt, Outcome outcome) implements Alive {
    @Override
    public String word() {
      return "ending";
    }
  }

  /// It is over: nothing of it runs, and nothing changes it.
  ///
  /// @param attempt the last one; 1 where none was made
  /// @param outcome how it ended
  record Final(int attempt, Outcome outcome) implements TaskState {
    @Override
    public String word() {
      return outcome.word();
    }
  }

  /// The states that take a place: from the order to start a process until it is gone.
  sealed interface Alive extends TaskState {}
}
