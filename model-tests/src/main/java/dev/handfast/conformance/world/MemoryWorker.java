package dev.handfast.conformance.world;

import dev.handfast.conformance.script.Line;

/// A raw worker in memory.
public final class MemoryWorker extends MemoryPeer {
  private final String name;
  private final String flourish;
  private String serverName;
  private String child = "ann";
  private int logs;
  private int asks;

  /// A worker that has said nothing.
  ///
  /// @param number tells it from others, in what it says
  public MemoryWorker(int number) {
    this(number, "");
  }

  /// A worker that has said nothing.
  ///
  /// @param flourish stands behind each text that it logs
  public MemoryWorker(int number, String flourish) {
    this.name = "c" + number;
    this.flourish = flourish;
    this.serverName = name + " of nobody";
  }

  String name() {
    return name;
  }

  /// How the server calls the connection.
  String serverName() {
    return serverName;
  }

  boolean isUsed() {
    return serverName.startsWith("c-");
  }

  void use(String atServer) {
    serverName = atServer;
  }

  /// The bytes of a line, by hand.
  public String spell(Line line) {
    return switch (line) {
      case HELLO_ANN -> helloAs("ann", ",\"protocol\":{\"versions\":[1],\"capabilities\":[]}");
      case HELLO_BOB -> helloAs("bob", "");
      case HELLO_NOBODY -> hello("", "");
      case LOG -> log(child);
      case LOG_OF_OTHER -> log(child.equals("ann") ? "bob" : "ann");
      case ASK -> ask(++asks);
      case ASK_AGAIN -> ask(asks);
      case PING -> frame("m", "ping", "");
      case PONG -> frame("m", "pong", "");
      case UNKNOWN -> frame("m", "invention", ",\"of\":\"the future\"");
      case ERROR -> frame("m", "protocol_error", ",\"code\":\"odd\",\"message\":\"you did\"");
      case NOT_JSON -> "{\"id\":\n";
      case ACK -> frame("m", "handshake_ack", ",\"accepted\":true");
    };
  }

  private String helloAs(String childId, String more) {
    child = childId;
    return hello(childId, more);
  }

  private static String hello(String childId, String more) {
    return frame(
        "m-1",
        "handshake",
        ",\"childId\":\"%s\",\"worktree\":\"/w\",\"branch\":\"b\",\"task\":\"t\"%s"
            .formatted(childId, more));
  }

  private String log(String childId) {
    return frame(
        "m",
        "log",
        ",\"childId\":\"%s\",\"level\":\"text\",\"content\":\"%s.%d%s\""
            .formatted(childId, name, ++logs, flourish));
  }

  private String ask(int number) {
    return frame(
        "%s.q%d".formatted(name, number),
        "permission_request",
        ",\"childId\":\"%s\",\"confirmation\":{\"toolName\":\"bash\",\"input\":{},\"isDangerous\":false}"
            .formatted(child));
  }

  private static String frame(String id, String type, String fields) {
    return "{\"id\":\"%s\",\"type\":\"%s\",\"timestamp\":1%s}\n".formatted(id, type, fields);
  }
}
