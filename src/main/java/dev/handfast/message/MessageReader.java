package dev.handfast.message;

import static dev.handfast.ViolationCode.NOT_AN_OBJECT;
import static java.util.Map.entry;

import dev.handfast.Fault;
import dev.handfast.frame.Decoded;
import java.util.Map;

/// Turns a line into a message, or says what is wrong with it; it never throws, whatever the line
/// is.
///
/// Faults are looked for in a fixed order and only the first is told: the JSON text from left to
/// right, the envelope (`id`, `type`, `timestamp`), then the type's other fields. Any thread may
/// use one reader.
public final class MessageReader {
  /// Reads the fields that a type has beyond the envelope.
  @FunctionalInterface
  private interface Body {
    Message read(Envelope envelope, Fields frame) throws Refusal;
  }

  /// Gives a frame's JSON.
  @FunctionalInterface
  private interface Source {
    Node root() throws Refusal;
  }

  private static final Map<String, Body> BODIES =
      Map.ofEntries(
          entry(Handshake.TYPE, MessageReader::handshake),
          entry(HandshakeAck.TYPE, MessageReader::handshakeAck),
          entry(StatusUpdate.TYPE, MessageReader::statusUpdate),
          entry(Log.TYPE, MessageReader::log),
          entry(TaskComplete.TYPE, MessageReader::taskComplete),
          entry(TaskError.TYPE, MessageReader::taskError),
          entry(PermissionRequest.TYPE, MessageReader::permissionRequest),
          entry(PermissionResponse.TYPE, MessageReader::permissionResponse),
          entry(Cancel.TYPE, MessageReader::cancel),
          entry(InjectContext.TYPE, MessageReader::injectContext),
          entry(Ping.TYPE, (e, _) -> new Ping(e.id(), e.timestamp())),
          entry(Pong.TYPE, (e, _) -> new Pong(e.id(), e.timestamp())),
          entry(ProtocolError.TYPE, MessageReader::protocolError));

  /// A reader; it keeps nothing between calls.
  public MessageReader() {}

  /// Reads one line.
  ///
  /// @param line a line without its ending
  public Parsed read(String line) {
    return read(() -> JsonText.parse(line));
  }

  /// Reads one line as its text is read, but nearly every one faster.
  @SuppressWarnings("exports") // lines are for the library and for its proof
  public Parsed read(Decoded.Line line) {
    Node plain = PlainJson.parse(line.utf8());
    return plain == null ? read(line.text()) : read(() -> plain);
  }

  private static Parsed read(Source source) {
    try {
      return new Parsed.Read(message(source.root()));
    } catch (Refusal refused) {
      return new Parsed.Malformed(refused.fault());
    }
  }

  static boolean knows(String type) {
    return BODIES.containsKey(type);
  }

  private static Message message(Node root) throws Refusal {
    if (!(root instanceof Node.Members(Map<String, Node> values))) {
      throw new Refusal(new Fault(NOT_AN_OBJECT, "frame", Fields.show(root), "a JSON object"));
    }
    Fields frame = Fields.ofFrame(values);
    Envelope envelope = Envelope.of(frame);
    Body body = BODIES.get(envelope.type());
    return body == null
        ? new Unknown(envelope.id(), envelope.timestamp(), envelope.type(), new Json(root))
        : body.read(envelope, frame);
  }

  private static Message handshake(Envelope e, Fields f) throws Refusal {
    return new Handshake(
        e.id(),
        e.timestamp(),
        ValueReader.worker(f),
        f.maybeObject("protocol", ValueReader::offer));
  }

  private static Message handshakeAck(Envelope e, Fields f) throws Refusal {
    return ValueReader.ack(e, f);
  }

  private static Message statusUpdate(Envelope e, Fields f) throws Refusal {
    return new StatusUpdate(e.id(), e.timestamp(), ValueReader.childId(f), ValueReader.report(f));
  }

  private static Message log(Envelope e, Fields f) throws Refusal {
    return new Log(
        e.id(),
        e.timestamp(),
        ValueReader.childId(f),
        f.oneOf("level", ValueReader.LEVELS),
        f.text("content"));
  }

  private static Message taskComplete(Envelope e, Fields f) throws Refusal {
    return new TaskComplete(
        e.id(), e.timestamp(), ValueReader.childId(f), f.object("result", ValueReader::result));
  }

  private static Message taskError(Envelope e, Fields f) throws Refusal {
    return new TaskError(
        e.id(), e.timestamp(), ValueReader.childId(f), f.object("error", ValueReader::failure));
  }

  private static Message permissionRequest(Envelope e, Fields f) throws Refusal {
    return new PermissionRequest(
        e.id(),
        e.timestamp(),
        ValueReader.childId(f),
        f.object("confirmation", ValueReader::confirmation));
  }

  private static Message permissionResponse(Envelope e, Fields f) throws Refusal {
    return new PermissionResponse(
        e.id(), e.timestamp(), f.text("requestId"), ValueReader.decision(f));
  }

  private static Message cancel(Envelope e, Fields f) throws Refusal {
    return new Cancel(e.id(), e.timestamp(), f.maybeText("reason"));
  }

  private static Message injectContext(Envelope e, Fields f) throws Refusal {
    return new InjectContext(
        e.id(), e.timestamp(), f.text("context"), f.maybeTexts("relevantFiles"));
  }

  private static Message protocolError(Envelope e, Fields f) throws Refusal {
    return new ProtocolError(
        e.id(), e.timestamp(), f.text("code"), f.text("message"), f.maybeText("requestId"));
  }
}
