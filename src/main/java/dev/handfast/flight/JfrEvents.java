package dev.handfast.flight;

import dev.handfast.HandfastEvent;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/// The events as a recording has them; `docs/jfr.md` says how to read them.
///
/// Their names and fields are part of the public interface, though nobody can name the classes.
final class JfrEvents {
  private JfrEvents() {}

  /// What all of them have. The stack would be the library's own: it tells nobody anything.
  @Category("Handfast")
  @StackTrace(false)
  abstract static class OfConnection extends Event {
    @Label("Role")
    @Description("The side that this process is: worker or orchestrator")
    String role = "";

    @Label("Connection")
    @Description("A worker's childId; at an orchestrator the connection's name, such as c-7")
    String connection = "";

    void commitAt(HandfastEvent.At at) {
      end();
      if (shouldCommit()) {
        role = at.role().spelling();
        connection = at.connection();
        commit();
      }
    }
  }

  @Name("dev.handfast.Connect")
  @Label("Connect")
  @Description("A worker's way to its orchestrator's socket, from the first attempt; retries count")
  static final class Connect extends OfConnection {
    @Label("Result")
    @Description("connected, or why the connection ended before it was open")
    String result = "";
  }

  @Name("dev.handfast.Handshake")
  @Label("Handshake")
  @Description(
      "From the open connection to the verdict; at an orchestrator with the authorizer's time")
  static final class Handshake extends OfConnection {
    @Label("Result")
    @Description("accepted, or why the connection ended before the verdict")
    String result = "";
  }

  @Name("dev.handfast.StateChange")
  @Label("State Change")
  @Description("A connection's machine went from one state to another")
  static final class StateChange extends OfConnection {
    @Label("From")
    String from = "";

    @Label("To")
    String to = "";
  }

  @Name("dev.handfast.Outcome")
  @Label("Outcome")
  @Description("An accepted message has its one outcome, or a request ended without an answer")
  static final class Outcome extends OfConnection {
    @Label("Message Type")
    String type = "";

    @Label("Message Id")
    String messageId = "";

    @Label("Outcome")
    @Description("written, failed or unknown; unanswered for a request")
    String outcome = "";

    @Label("Cause")
    @Description("Why it was not written or answered; empty where it was")
    String cause = "";
  }

  @Name("dev.handfast.Violation")
  @Label("Violation")
  @Description("A peer broke the protocol; the connection ends")
  static final class Violation extends OfConnection {
    @Label("Offender")
    @Description("worker or orchestrator")
    String offender = "";

    @Label("Code")
    @Description("The violation's code, as in spec/PROTOCOL.md")
    String code = "";
  }

  @Name("dev.handfast.Drop")
  @Label("Drop")
  @Description("Something was not taken: a send, a frame from the peer, events for a listener")
  static final class Drop extends OfConnection {
    @Label("What")
    @Description("send (refused, its caller was told), frame (ignored), events (left out)")
    String what = "";

    @Label("Reason")
    @Description("The type of the refused message, why the frame meant nothing, or the obstacle")
    String reason = "";

    @Label("Count")
    @Description("How many")
    long count;
  }

  @Name("dev.handfast.End")
  @Label("End")
  @Description("A connection has ended; this is the first cause")
  static final class End extends OfConnection {
    @Label("Cause")
    String cause = "";
  }
}
