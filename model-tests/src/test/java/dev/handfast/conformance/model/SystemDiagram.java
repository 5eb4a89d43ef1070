package dev.handfast.conformance.model;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// Draws a way through `System.tla`: what each step was, and what followed from it, in words.
///
/// The model prints states; a step's words are found in what it changed.
final class SystemDiagram {
  private static final String CLIENT = "W";
  private static final String SERVER = "O";
  private static final String HEAD =
      """
      sequenceDiagram
        participant S as the worker's program
        participant W as worker
        participant O as orchestrator
        participant P as the orchestrator's program
      """;

  private final StringBuilder lines = new StringBuilder(HEAD);
  private final At before;
  private final At after;

  private SystemDiagram(At before, At after) {
    this.before = before;
    this.after = after;
  }

  /// One state, by paths such as `end.client.out`.
  private record At(Map<String, Object> variables) {
    Object get(String path) {
      Object value = variables;
      for (String name : path.split("\\.", -1)) {
        value = ((Map<?, ?>) value).get(name);
        if (value == null) {
          throw new IllegalArgumentException("System.tla has no " + path + " any more");
        }
      }
      return value;
    }

    List<?> list(String path) {
      return (List<?>) get(path);
    }

    String text(String path) {
      return get(path).toString();
    }
  }

  static String of(Way way) {
    var all = new StringBuilder(HEAD);
    for (int i = 1; i < way.states().size(); i++) {
      var step =
          new SystemDiagram(
              new At(way.states().get(i - 1).variables()), new At(way.states().get(i).variables()));
      step.draw(way.states().get(i).action());
      String drawn = step.lines.substring(HEAD.length());
      int togo = way.states().size() - i;
      if (togo == way.loop()) {
        all.append("  loop for ever\n");
      }
      all.append(togo <= way.loop() ? drawn.indent(2) : drawn);
    }
    return all + (way.loop() > 0 ? "  end\n" : "");
  }

  private void draw(String action) {
    switch (action) {
      case "Start" -> arrow("S", "->>", CLIENT, "starts");
      case "Calls" -> call();
      case "Admits" -> arrow("S", "->>", CLIENT, "there is room for the one that waits");
      case "GivesUp" -> arrow(CLIENT, "-->>", "S", "no room in time: refused");
      case "CancelsRequest" -> arrow("S", "->>", CLIENT, "cancels its request");
      case "Closes" -> arrow("S", "->>", CLIENT, "closes");
      case "Connects" -> arrow(CLIENT, "->>", SERVER, "connects");
      case "IsRefused" -> note(CLIENT, "nobody listens: the attempt is refused");
      case "Fails" -> note(CLIENT, "the attempt fails for good");
      case "Accepts" -> note(SERVER, "accepts the connection");
      case "Grants" -> arrow("P", "->>", SERVER, "verdict: accept");
      case "Declines" -> arrow("P", "->>", SERVER, "verdict: refuse");
      case "Orders" -> arrow("P", "->>", SERVER, sent("sends " + kind()));
      case "Replies" -> arrow("P", "->>", SERVER, sent("answers the request"));
      case "Stops" -> arrow("P", "->>", SERVER, "stops");
      case "TakesFrame" -> taken("");
      case "TakesHalf" -> taken("half of ");
      case "ClientReports" -> note(CLIENT, "the writer reports what the kernel took");
      case "ServerReports" -> note(SERVER, "the writer reports what the kernel took");
      case "ClientReads" ->
          note(CLIENT, "reads " + frame(before.list("pipe.down.flow").getFirst()));
      case "ServerReads" -> note(SERVER, "reads " + frame(before.list("pipe.up.flow").getFirst()));
      case "ClientSeesEnd" -> note(CLIENT, "sees the end of the stream");
      case "ServerSeesEnd" -> note(SERVER, "sees the end of the stream");
      case "Ends" -> ends();
      case "ClientIsDue" -> rings(CLIENT, "client");
      case "ServerIsDue" -> rings(SERVER, "server");
      case "Pings" -> note(pinger(), "the keep-alive timer rings: a ping is due");
      case "Strays" -> stray();
      case "Breaks" -> breaks();
      case "Looks" -> arrow("S", "->>", CLIENT, "looks: the handshake is open, so the queue it is");
      case "EntersLate" -> arrow("S", "->>", CLIENT, "enters " + newest() + " into the queue");
      case "SendsAhead" ->
          arrow("S", "->>", CLIENT, "finds it ready and writes " + newest() + " at once");
      case "MakesTheEntry" -> arrow("S", "->>", CLIENT, "makes the entry of its request");
      case "AcksLate" -> note(SERVER, "only now hands the ack to its writer");
      case "WritesBetween" ->
          arrow(CLIENT, "-)", SERVER, frame(after.list("pipe.up.flow").getLast()) + ", in between");
      default -> throw new IllegalArgumentException("no words for the step " + action);
    }
    follow();
  }

  private void call() {
    boolean asks = !before.get("left.asks").equals(after.get("left.asks"));
    String what = asks ? "asks for permission" : "sends";
    if (after.list("books.fate").size() > before.list("books.fate").size()) {
      arrow("S", "->>", CLIENT, what + ": " + newest());
    } else if (after.list("line").size() > before.list("line").size()) {
      arrow("S", "->>", CLIENT, what + ": no room, it waits");
    } else {
      arrow("S", "->>", CLIENT, what);
      arrow(CLIENT, "-->>", "S", "refused");
    }
  }

  private String newest() {
    return "message " + after.list("books.fate").size();
  }

  private String kind() {
    return before.get("left.calloffs").equals(after.get("left.calloffs")) ? "an order" : "a cancel";
  }

  private String sent(String what) {
    boolean accepted = after.list("books.orders").size() > before.list("books.orders").size();
    return what + (accepted ? "" : ", and is refused");
  }

  private void taken(String part) {
    boolean byClient = !before.get("end.client").equals(after.get("end.client"));
    List<?> out = before.list(byClient ? "end.client.out" : "end.server.out");
    String rest =
        before.get(byClient ? "end.client.begun" : "end.server.begun").equals(true)
            ? "the rest of "
            : "";
    String what = part + rest + frame(out.getFirst());
    arrow(byClient ? CLIENT : SERVER, "-)", byClient ? SERVER : CLIENT, what);
  }

  private void ends() {
    boolean byClient = !before.get("end.client.ending").equals(after.get("end.client.ending"));
    String how = after.text(byClient ? "end.client.ending" : "end.server.ending");
    arrow(
        byClient ? CLIENT : SERVER,
        "-x",
        byClient ? SERVER : CLIENT,
        how.equals("GONE") ? "hangs up" : "ends its direction");
  }

  /// An end takes all timers back, so that the one that rang is not always the only one that is
  /// gone.
  private void rings(String who, String side) {
    var gone = new TreeSet<String>();
    for (Object timer : (Collection<?>) before.get("end." + side + ".timers")) {
      if (!((Collection<?>) after.get("end." + side + ".timers")).contains(timer)) {
        gone.add(((List<?>) timer).getFirst().toString());
      }
    }
    boolean handshake = !before.get("wire.rung").equals(after.get("wire.rung"));
    note(who, "time: " + (handshake ? "HandshakeDeadline" : String.join(" or ", gone)));
  }

  private String pinger() {
    return before.get("end.client").equals(after.get("end.client")) ? SERVER : CLIENT;
  }

  private void stray() {
    boolean up = !before.get("pipe.up").equals(after.get("pipe.up"));
    String flow = up ? "pipe.up.flow" : "pipe.down.flow";
    arrow(
        up ? CLIENT : SERVER,
        "-)",
        up ? SERVER : CLIENT,
        "out of turn: " + frame(after.list(flow).getLast()));
  }

  private void breaks() {
    String words = "the connection breaks";
    for (String side : List.of("client", "server")) {
      if (!before.get("alive." + side).equals(after.get("alive." + side))) {
        String who = side.equals("client") ? "the worker " : "the orchestrator ";
        words = who + (after.text("alive." + side).equals("DEAD") ? "dies" : "hangs");
      }
    }
    note(CLIENT + "," + SERVER, words);
  }

  /// What the step led to: states, outcomes, what programs are told.
  private void follow() {
    changed(CLIENT, "client.name", "client.cause");
    changed(SERVER, "server.name", "server.cause");
    told("books.fate", CLIENT, "S", "message ");
    told("books.ask", CLIENT, "S", "request ");
    told("books.orders", SERVER, "P", "order ");
    List<?> handled = after.list("books.handled");
    for (Object one : handled.subList(before.list("books.handled").size(), handled.size())) {
      arrow(SERVER, "-->>", "P", frame(one));
    }
  }

  private void changed(String who, String name, String cause) {
    if (!before.get(name).equals(after.get(name))) {
      String why = after.text(cause).isEmpty() ? "" : " (" + after.text(cause) + ")";
      note(who, before.text(name) + " → " + after.text(name) + why);
    }
  }

  private void told(String book, String from, String to, String what) {
    List<?> old = before.list(book);
    List<?> now = after.list(book);
    for (int i = 0; i < now.size(); i++) {
      Object was = i < old.size() ? old.get(i) : "OPEN";
      if (!was.equals(now.get(i)) && !now.get(i).toString().isEmpty()) {
        arrow(from, "-->>", to, what + (i + 1) + ": " + now.get(i));
      }
    }
  }

  private static String frame(Object frame) {
    var fields = (Map<?, ?>) frame;
    return fields.get("id").equals(0L)
        ? fields.get("type").toString()
        : fields.get("type") + " " + fields.get("id");
  }

  private void arrow(String from, String kind, String to, String words) {
    lines.append("  %s%s%s: %s%n".formatted(from, kind, to, words));
  }

  private void note(String over, String words) {
    lines.append("  Note over %s: %s%n".formatted(over, words));
  }
}
