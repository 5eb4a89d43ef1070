package dev.handfast.message;

import java.util.Map;

/// A frame whose type this version does not know, kept as it is (HF-22).
///
/// @param id the frame's id
/// @param timestamp when it was made, in milliseconds since the epoch
/// @param type the type as it is spelt on the wire
/// @param body the whole frame, its id, type and timestamp included
public record Unknown(String id, long timestamp, String type, Json body) implements Message {

  /// Checks that the body is a frame with this envelope, of a type that has no record of its own.
  ///
  /// @throws IllegalArgumentException where it is not
  public Unknown {
    if (MessageReader.knows(type)) {
      throw new IllegalArgumentException("type: got %s, wanted an unknown one".formatted(type));
    }
    if (!isEnvelopeOf(body, new Envelope(id, timestamp, type))) {
      throw new IllegalArgumentException(
          "body: got %s, wanted an object with this id, type and timestamp"
              .formatted(Excerpt.of(body.text())));
    }
  }

  private static boolean isEnvelopeOf(Json body, Envelope envelope) {
    try {
      return body.node() instanceof Node.Members(Map<String, Node> values)
          && Envelope.of(Fields.ofFrame(values)).equals(envelope);
    } catch (Refusal noFrame) {
      return false;
    }
  }
}
