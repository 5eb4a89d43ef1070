package dev.handfast.conformance.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// One thing that somebody does in the life of a server and its connections, which are numbered
/// from 0.
public sealed interface ServerStep {

  /// Who takes the step: a connection's worker, or the program.
  default String who() {
    return switch (this) {
      case Connects(int connection) -> name(connection);
      case Tells(int connection, _) -> name(connection);
      case Ends(int connection) -> name(connection);
      case Leaves(int connection) -> name(connection);
      case Decides _, HandlersRest _, HandlersWork _, Orders _, Broadcasts _, Stops _, Wait _ ->
          "program";
    };
  }

  /// A connection is made; nothing happens where it stands or stood.
  record Connects(int connection) implements ServerStep {
    @Override
    public String toString() {
      return name(connection) + " connects";
    }
  }

  /// A worker writes, all lines in one piece.
  record Tells(int connection, List<Line> lines) implements ServerStep {
    /// Takes a copy.
    public Tells {
      lines = List.copyOf(lines);
    }

    /// The same without such lines.
    public Tells without(Set<Line> some) {
      return new Tells(connection, lines.stream().filter(line -> !some.contains(line)).toList());
    }

    /// The same, with a ping behind it: its pong tells that all was heard.
    public Tells withPing() {
      return new Tells(connection, append(lines, Line.PING));
    }

    /// Whether somebody sees what comes of it.
    public boolean shows() {
      return lines.isEmpty() || !(lines.getLast() == Line.PONG || lines.getLast() == Line.UNKNOWN);
    }

    private static List<Line> append(List<Line> lines, Line last) {
      var all = new ArrayList<>(lines);
      all.add(last);
      return all;
    }

    @Override
    public String toString() {
      return name(connection)
          + " tells "
          + lines.stream().map(Line::name).collect(Collectors.joining(" "));
    }
  }

  /// A worker ends its direction.
  record Ends(int connection) implements ServerStep {
    @Override
    public String toString() {
      return name(connection) + " ends its side";
    }
  }

  /// A worker closes.
  record Leaves(int connection) implements ServerStep {
    @Override
    public String toString() {
      return name(connection) + " leaves";
    }
  }

  /// The program gives its verdict on the handshake of that name which has waited longest.
  record Decides(Child child, Verdict verdict) implements ServerStep {
    @Override
    public String toString() {
      return "verdict on " + child.id() + ": " + verdict;
    }
  }

  /// The handlers of a connection take their time from here on.
  record HandlersRest(int connection) implements ServerStep {
    @Override
    public String toString() {
      return "handlers of " + name(connection) + " rest";
    }
  }

  /// The handlers of a connection go on.
  record HandlersWork(int connection) implements ServerStep {
    @Override
    public String toString() {
      return "handlers of " + name(connection) + " work";
    }
  }

  /// The program sends to one worker.
  record Orders(Child child) implements ServerStep {
    @Override
    public String toString() {
      return "orders to " + child.id();
    }
  }

  /// The program sends to all workers.
  record Broadcasts() implements ServerStep {
    @Override
    public String toString() {
      return "broadcasts";
    }
  }

  /// The program stops the server.
  record Stops() implements ServerStep {
    @Override
    public String toString() {
      return "stops within " + Patience.CLOSE_SHORT;
    }
  }

  /// Time passes.
  record Wait(int seconds) implements ServerStep {
    @Override
    public String toString() {
      return "wait " + seconds + " s";
    }
  }

  /// What the program says to a handshake.
  enum Verdict {
    /// Let in.
    ACCEPT,
    /// Turned away.
    REFUSE
  }

  /// Lines in one piece.
  static ServerStep tells(int connection, Line... lines) {
    return new Tells(connection, List.of(lines));
  }

  private static String name(int connection) {
    return "c" + connection;
  }
}
