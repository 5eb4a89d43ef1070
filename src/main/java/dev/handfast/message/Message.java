package dev.handfast.message;

/// One frame of the protocol, read or to be written: a `switch` over its types is exhaustive.
///
/// Every message that exists obeys the specification's rules on its fields; strings are the one
/// thing that [MessageWriter] still checks.
public sealed interface Message
    permits ChildMessage,
        HandshakeAck,
        PermissionResponse,
        Cancel,
        InjectContext,
        Ping,
        Pong,
        ProtocolError,
        Unknown {

  /// The frame's id, which its sender uses once.
  String id();

  /// When the message was made, in milliseconds since the epoch by the sender's clock.
  long timestamp();

  /// The frame's type as it is spelt on the wire.
  String type();

  /// Which role may send this type.
  default Sender sender() {
    return switch (this) {
      case ChildMessage _ -> Sender.WORKER;
      case HandshakeAck _, PermissionResponse _, Cancel _, InjectContext _ -> Sender.ORCHESTRATOR;
      case Ping _, Pong _, ProtocolError _, Unknown _ -> Sender.EITHER;
    };
  }

  /// Whether the frame serves the connection or the task.
  default Kind kind() {
    return switch (this) {
      case Handshake _, HandshakeAck _, Ping _, Pong _, ProtocolError _ -> Kind.CONTROL;
      case StatusUpdate _, Log _, TaskComplete _, TaskError _, PermissionRequest _ ->
          Kind.APPLICATION;
      case PermissionResponse _, Cancel _, InjectContext _ -> Kind.APPLICATION;
      case Unknown _ -> Kind.UNKNOWN;
    };
  }
}
