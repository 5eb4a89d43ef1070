package dev.handfast.cli.serve;

import dev.handfast.CloseCause;
import dev.handfast.HandfastException;
import dev.handfast.SocketPath;
import dev.handfast.Violation;
import dev.handfast.message.ChildMessage;
import dev.handfast.message.Decision;
import dev.handfast.message.PermissionRequest;
import dev.handfast.server.StopReport;
import dev.handfast.server.Worker;
import java.util.List;
import java.util.Optional;

/// Something that the owner of the orchestrator is told.
sealed interface Happening {

  /// Workers may connect.
  record Listening(SocketPath socket) implements Happening {}

  /// A worker's session has begun.
  record Joined(Worker worker) implements Happening {}

  /// A worker's session is over.
  record Left(Worker worker, CloseCause cause) implements Happening {}

  /// A worker has sent a message.
  record Said(Worker worker, ChildMessage message) implements Happening {}

  /// A worker has answered a ping.
  record Ponged(Worker worker) implements Happening {}

  /// A request has its answer, and it is on its way.
  record Decided(Worker worker, PermissionRequest request, Decision decision)
      implements Happening {}

  /// A decision was not accepted any more, and nothing of it leaves.
  ///
  /// @param why the worker's session is ending or has ended, or it cannot be sent
  record NotAnswered(
      Worker worker, PermissionRequest request, Decision decision, HandfastException why)
      implements Happening {}

  /// A peer has broken the protocol.
  ///
  /// @param worker its session, where it had one
  record Violated(String connection, Optional<Worker> worker, Violation violation)
      implements Happening {}

  /// A connection has ended without a session.
  ///
  /// @param childId who it said it was, where it came so far
  record Refused(String connection, Optional<String> childId, CloseCause cause)
      implements Happening {}

  /// So much has happened that some of it was not told.
  record LeftOut(long count) implements Happening {}

  /// An order has its outcome.
  record Obeyed(Order order, Outcome outcome) implements Happening {}

  /// A line was no order.
  ///
  /// @param tag the line's own, as JSON, where it could be read
  record Misread(long line, Optional<String> tag, String got, String wanted) implements Happening {}

  /// The workers that are connected, as an order wanted to know.
  record Listed(Order order, List<Worker> workers) implements Happening {}

  /// Everything has ended.
  record Stopped(StopReport report) implements Happening {}
}
