package dev.handfast.message;

import dev.handfast.HandfastException.NotSendable;
import dev.handfast.frame.EncodedFrame;

/// Turns a message into the bytes of one frame: compact, on one line, absent fields left out.
///
/// The bytes are made at the call, so that nothing that happens to the caller's objects later can
/// change them (HF-24). Every frame that it makes, [MessageReader] reads back as an equal message.
/// Any thread may use one writer.
public final class MessageWriter {
  /// A writer; it keeps nothing between calls.
  public MessageWriter() {}

  /// Encodes one message.
  ///
  /// @throws NotSendable where a string is no valid Unicode, or a value is nested so deeply that
  ///   the frame would have more than [Json#MAX_DEPTH] levels
  @SuppressWarnings("exports") // frames are for the library and for its proof
  public EncodedFrame write(Message message) {
    JsonWriter to = new JsonWriter();
    if (message instanceof Unknown unknown) {
      to.value(unknown.body().node());
    } else {
      to.open('{');
      fields(message, FieldWriter.ofFrame(to));
      to.close('}');
    }
    return to.frame();
  }

  private static void fields(Message message, FieldWriter f) {
    f.text("id", message.id());
    f.word("type", message.type());
    f.whole("timestamp", message.timestamp());
    switch (message) {
      case Handshake handshake -> {
        ValueWriter.worker(f, handshake.worker());
        f.maybeObject("protocol", handshake.protocol(), ValueWriter::offer);
      }
      case HandshakeAck ack -> {
        f.maybeText("requestId", ack.requestId());
        ValueWriter.answer(f, ack.answer());
      }
      case StatusUpdate update -> {
        f.text("childId", update.childId());
        ValueWriter.report(f, update.report());
      }
      case Log log -> {
        f.text("childId", log.childId());
        f.word("level", log.level().wire());
        f.text("content", log.content());
      }
      case TaskComplete complete -> {
        f.text("childId", complete.childId());
        f.object("result", complete.result(), ValueWriter::result);
      }
      case TaskError error -> {
        f.text("childId", error.childId());
        f.object("error", error.error(), ValueWriter::failure);
      }
      case PermissionRequest request -> {
        f.text("childId", request.childId());
        f.object("confirmation", request.confirmation(), ValueWriter::confirmation);
      }
      case PermissionResponse response -> {
        f.text("requestId", response.requestId());
        ValueWriter.decision(f, response.result());
      }
      case Cancel cancel -> f.maybeText("reason", cancel.reason());
      case InjectContext inject -> {
        f.text("context", inject.context());
        f.maybeTexts("relevantFiles", inject.relevantFiles());
      }
      case ProtocolError error -> {
        f.text("code", error.code());
        f.text("message", error.message());
        f.maybeText("requestId", error.requestId());
      }
      case Ping _, Pong _, Unknown _ -> {}
    }
  }
}
