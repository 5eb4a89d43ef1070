package dev.handfast;

/// The ways in which a peer can break the protocol, each with its stable spelling on the wire.
///
/// Source: `spec/PROTOCOL.md`, table of violations; rule HF-17 for the first eight.
public enum ViolationCode {
  /// A line is longer than the limit that holds in the present state.
  FRAME_TOO_LONG("frame_too_long", "send smaller frames, or raise the receiver's frame limit"),
  /// A line is not valid UTF-8.
  INVALID_UTF8("invalid_utf8", "encode every frame as UTF-8"),
  /// A line is not one valid JSON text.
  INVALID_JSON("invalid_json", "write one JSON object per line and no newline inside it"),
  /// A line is valid JSON, but not an object.
  NOT_AN_OBJECT("not_an_object", "wrap the value in a frame with id, type and timestamp"),
  /// An object has the same field twice, so that readers could disagree on its value.
  DUPLICATE_FIELD("duplicate_field", "write each field once"),
  /// A required field is absent or null.
  MISSING_FIELD("missing_field", "send the field"),
  /// A field has another JSON type than the specification gives it.
  WRONG_TYPE("wrong_type", "send the field with the type that the specification gives it"),
  /// A field has the right type and a value that the specification does not allow.
  INVALID_VALUE("invalid_value", "send one of the allowed values"),
  /// An application frame came before the handshake.
  HANDSHAKE_EXPECTED("handshake_expected", "send the handshake first and wait for its ack"),
  /// A second handshake came on the same connection.
  DUPLICATE_HANDSHAKE("duplicate_handshake", "send one handshake per connection"),
  /// An application frame came before the acknowledgement of the handshake.
  ACK_EXPECTED("ack_expected", "answer the handshake before sending anything else"),
  /// A frame came from the side that may not send its type.
  WRONG_DIRECTION("wrong_direction", "leave this type to the other side"),
  /// A frame names another child than the one that shook hands on this connection.
  CHILD_ID_MISMATCH("child_id_mismatch", "use the childId of the handshake in every frame"),
  /// A permission request reuses the id of one that is still unanswered.
  DUPLICATE_REQUEST("duplicate_request", "give every request an id of its own");

  private final String wire;
  private final String advice;

  ViolationCode(String wire, String advice) {
    this.wire = wire;
    this.advice = advice;
  }

  /// The spelling in a `protocol_error` frame; it never changes.
  public String wire() {
    return wire;
  }

  /// What the offender should do instead, as an imperative without a full stop.
  public String advice() {
    return advice;
  }
}
