package dev.handfast.conformance.conform;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;

/// What has been said on one connection, as far as every case's rules about order need it.
final class Talk {
  private static final Set<String> CONTROL =
      Set.of("handshake", "handshake_ack", "ping", "pong", "protocol_error");

  private final boolean isClient;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private boolean begun;
  private boolean accepted;

  Talk(String role) {
    this.isClient = role.equals("client");
  }

  /// The suite says these bytes next. What it has said to a client is each whole line of them.
  void said(byte[] bytes) {
    if (!isClient) {
      return;
    }
    for (byte each : bytes) {
      if (each == '\n') {
        accepted |= Form.frame(Text.latin1(line.toByteArray())).filter(Talk::accepts).isPresent();
        line.reset();
      } else {
        line.write(each);
      }
    }
  }

  /// Whether a frame of this type is an application frame.
  static boolean isApplication(JsonNode frame) {
    return !CONTROL.contains(frame.path("type").asString(""));
  }

  private static boolean accepts(JsonNode frame) {
    return frame.path("type").asString("").equals("handshake_ack")
        && frame.path("accepted").equals(BooleanNode.TRUE);
  }

  /// What is out of order with the subject's next frame.
  Optional<Form.Flaw> heard(JsonNode frame) {
    String type = frame.path("type").asString("");
    Optional<Form.Flaw> flaw = isClient ? client(frame, type) : server(frame, type);
    begun = true;
    return flaw;
  }

  private Optional<Form.Flaw> client(JsonNode frame, String type) {
    if (isApplication(frame) && !accepted) {
      return flaw(List.of("HF-1", "HF-2"), type + " before an accepting ack");
    }
    if (!begun && !type.equals("handshake")) {
      return flaw(List.of("HF-2"), type + " before the handshake");
    }
    return begun && type.equals("handshake")
        ? flaw(List.of("HF-2"), "a second handshake")
        : Optional.empty();
  }

  private Optional<Form.Flaw> server(JsonNode frame, String type) {
    if (isApplication(frame) && !accepted) {
      return flaw(List.of("HF-14"), type + " before the ack");
    }
    if (type.equals("handshake_ack") && accepted) {
      return flaw(List.of("HF-14", "HF-15"), "a second ack");
    }
    accepted |= accepts(frame);
    return Optional.empty();
  }

  private static Optional<Form.Flaw> flaw(List<String> rules, String what) {
    return Optional.of(new Form.Flaw(rules, what));
  }

  /// Whether the handshake was accepted.
  boolean isAccepted() {
    return accepted;
  }
}
