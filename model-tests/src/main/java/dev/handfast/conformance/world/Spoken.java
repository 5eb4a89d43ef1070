package dev.handfast.conformance.world;

import dev.handfast.conformance.script.Word;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The bytes of words: written by hand, so that no encoder of ours is needed to speak to ours.
public final class Spoken {
  private static final int LONG = 3_000;
  private static final int LONGER = 6_000;

  private Spoken() {}

  /// The bytes of one word.
  ///
  /// @param handshake the id of the worker's handshake
  /// @param requests the ids of the requests that arrived, in order
  public static byte[] bytes(Word word, String handshake, List<String> requests) {
    if (word == Word.NOT_UTF8) {
      return new byte[] {'{', (byte) 0xC3, (byte) 0x28, '}', '\n'};
    }
    return text(word, handshake, requests).getBytes(StandardCharsets.UTF_8);
  }

  private static String text(Word word, String handshake, List<String> requests) {
    return switch (word) {
      case ACCEPT ->
          ack(
              "true",
              "\"requestId\":\"%s\",\"protocol\":{\"version\":1,\"capabilities\":[]}",
              handshake);
      case ACCEPT_PLAIN -> frame("handshake_ack", "\"accepted\":true");
      case REFUSE -> frame("handshake_ack", "\"accepted\":false,\"error\":\"no\"");
      case ACCEPT_IN_WORDS -> frame("handshake_ack", "\"accepted\":\"true\"");
      case ACCEPT_ANOTHER -> ack("true", "\"requestId\":\"%s\"", "another");
      case ANSWER_FIRST -> answer(request(requests, 0), "\"approve\"");
      case ANSWER_SECOND -> answer(request(requests, 1), "\"deny\"");
      case ANSWER_NOBODY -> answer("nobody", "\"approve\"");
      case ODD_ANSWER -> answer(request(requests, 0), "\"yes\"");
      case CANCEL -> frame("cancel", "\"reason\":\"enough\"");
      case CONTEXT -> context("know this");
      case LONG_CONTEXT -> context("x".repeat(LONG));
      case LONGER_CONTEXT -> context("x".repeat(LONGER));
      case PING -> ping();
      case PONG -> "{\"id\":\"o\",\"type\":\"pong\",\"timestamp\":1}\n";
      case UNKNOWN -> frame("invention", "\"of\":{\"the\":\"future\"}");
      case HALF_PING -> ping().substring(0, ping().length() / 2);
      case REST_OF_PING -> ping().substring(ping().length() / 2);
      case BLANK -> " \r\n";
      case ERROR -> frame("protocol_error", "\"code\":\"odd\",\"message\":\"you did\"");
      case NOT_JSON -> "{\"id\":\n";
      case NOT_UTF8 -> throw new IllegalStateException("no text");
      case ARRAY -> "[1,2]\n";
      case TWICE -> "{\"id\":\"o\",\"id\":\"o\",\"type\":\"ping\",\"timestamp\":1}\n";
      case NO_ID -> "{\"type\":\"ping\",\"timestamp\":1}\n";
      case LOG -> frame("log", "\"childId\":\"w-1\",\"level\":\"text\",\"content\":\"\"");
    };
  }

  private static String ping() {
    return "{\"id\":\"o\",\"type\":\"ping\",\"timestamp\":1}\n";
  }

  private static String ack(String accepted, String rest, String id) {
    return frame("handshake_ack", "\"accepted\":" + accepted + "," + rest.formatted(id));
  }

  private static String answer(String request, String result) {
    return frame(
        "permission_response", "\"requestId\":\"%s\",\"result\":%s".formatted(request, result));
  }

  private static String context(String text) {
    return frame("inject_context", "\"context\":\"%s\"".formatted(text));
  }

  private static String frame(String type, String fields) {
    return "{\"id\":\"o\",\"type\":\"%s\",\"timestamp\":1,%s}\n".formatted(type, fields);
  }

  private static String request(List<String> requests, int index) {
    return index < requests.size() ? requests.get(index) : "nobody";
  }
}
