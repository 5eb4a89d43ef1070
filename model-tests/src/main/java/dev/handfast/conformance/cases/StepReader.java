package dev.handfast.conformance.cases;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Reads the steps of one case, in the short forms of `spec/cases/README.md`.
final class StepReader {
  /// The suite's connection to a client.
  static final String ORCHESTRATOR = "orchestrator";

  /// Keys of a step beside its verb.
  private static final Set<String> BESIDE = Set.of("as", "rule");

  private static final Set<String> COMMANDS =
      Set.of(
          "connect",
          "send",
          "burst",
          "request",
          "withdraw",
          "close",
          "verdict",
          "broadcast",
          "reply",
          "stop");

  private final String where;
  private final String role;
  private final String rule;
  private final Words words;
  private final List<Step> steps = new ArrayList<>();
  private String last;

  StepReader(String where, String role, String rule, Words words) {
    this.where = where;
    this.role = role;
    this.rule = rule;
    this.words = words;
    this.last = role.equals("client") ? ORCHESTRATOR : "";
  }

  List<Step> read(JsonNode list) {
    list.forEach(this::step);
    return steps;
  }

  private void step(JsonNode node) {
    if (node.isString()) {
      verb(node.asString(), JsonNodeFactory.instance.objectNode(), last, rule, node.asString());
      return;
    }
    List<String> verbs =
        node.propertyNames().stream().filter(name -> !BESIDE.contains(name)).toList();
    if (verbs.size() != 1) {
      throw new BadCase(where, "the step " + node, "one thing to do or to expect");
    }
    String verb = verbs.getFirst();
    String who = node.path("as").asString(last);
    String words = (verb + " " + plain(node.path(verb))).strip();
    verb(
        verb,
        node.path(verb),
        who,
        node.path("rule").asString(rule),
        node.has("as") ? who + ": " + words : words);
  }

  private static String plain(JsonNode value) {
    return value.isNull() ? "" : value.toString().replace("\"", "");
  }

  private void verb(String verb, JsonNode value, String who, String rule, String text) {
    if (COMMANDS.contains(verb) || (verb.equals("listen") && role.equals("server"))) {
      add("", rule, new Deed.Tell(verb, command(verb, value)), text);
      return;
    }
    switch (verb) {
      case "listen" -> add("", rule, new Deed.Listen(value.asString("").equals("full")), text);
      case "make-room" -> add("", rule, new Deed.MakeRoom(), text);
      case "open" -> {
        last = value.isString() ? value.asString() : "ann";
        add(last, rule, new Deed.Open(), "open " + last);
      }
      case "say" -> add(who, rule, say(value), text);
      case "drip" ->
          add(
              who,
              rule,
              new Deed.Drip(
                  words.item(value.path("what")),
                  Duration.ofMillis(value.path("everyMs").asInt()),
                  Duration.ofMillis(value.path("mostMs").asInt())),
              text);
      case "half-close" -> add(who, rule, new Deed.HalfClose(), text);
      case "hang-up" -> add(who, rule, new Deed.HangUp(), text);
      case "expect" -> frame(who, rule, value, text);
      case "expect-merged" -> add(who, rule, new Deed.Merged(merged(value)), text);
      case "mark" -> add("", rule, new Deed.Mark(value.asString()), text);
      case "pass" -> add("", rule, new Deed.Pass(Duration.ofMillis(value.asInt())), text);
      case "begun" -> add(who, rule, new Deed.Begun(), text);
      case "end" -> add(who, rule, new Deed.End(), text);
      case "barrier" -> add(who, rule, new Deed.Barrier(), text);
      case "violation" -> {
        ObjectNode told = object().put("type", "protocol_error");
        told.set("code", value);
        add(who, rule, new Deed.Frame(told), "expect protocol_error " + plain(value));
        add(who, rule, new Deed.End(), "end");
      }
      case "refusal" -> {
        add(
            who,
            rule,
            new Deed.Frame(object().put("type", "handshake_ack").put("accepted", false)),
            "expect a refusing ack");
        add(who, rule, new Deed.End(), "end");
      }
      case "state" -> add("", rule, new Deed.State(state(value)), text);
      case "no" -> add("", rule, new Deed.NoEvent(no(value)), text);
      case "place" -> add("", rule, new Deed.Place(value.asString()), text);
      case "found" -> add("", rule, new Deed.Found(value.asString()), text);
      default -> events(verb, value, who, rule, text);
    }
  }

  private void add(String who, String rule, Deed deed, String text) {
    steps.add(new Step(who, rule, deed, text));
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  // What is done.

  private ObjectNode command(String verb, JsonNode value) {
    if (value.isObject()) {
      return ((ObjectNode) value).deepCopy();
    }
    if (verb.equals("burst")) {
      ObjectNode command = object();
      command.set("tags", value);
      return command;
    }
    if (verb.equals("verdict") || !value.isString()) {
      throw new BadCase(where, verb + " " + value, "its fields, or its tag");
    }
    return object().put("tag", value.asString());
  }

  private Deed say(JsonNode value) {
    if (!value.has("what")) {
      return new Deed.Say(words.items(value), new Deed.Whole());
    }
    return new Deed.Say(words.items(value.path("what")), cut(value));
  }

  private Deed.Cut cut(JsonNode value) {
    JsonNode cut = value.path("cut");
    if (value.path("only").isIntegralNumber()) {
      return new Deed.Only(value.path("only").asInt());
    }
    if (cut.isString() && cut.asString().equals("each")) {
      return new Deed.Each();
    }
    if (cut.isArray()) {
      return new Deed.At(
          IntStream.range(0, cut.size()).map(i -> cut.path(i).asInt()).boxed().toList());
    }
    if (!cut.isIntegralNumber()) {
      throw new BadCase(where, "the cut " + value, "`cut` each, a number or numbers, or `only`");
    }
    return new Deed.At(List.of(cut.asInt()));
  }

  // What is expected.

  private void frame(String who, String rule, JsonNode value, String text) {
    if (value.isString()) {
      add(who, rule, new Deed.Frame(shorthand(value.asString())), text);
    } else if (value.isArray()) {
      value.forEach(each -> frame(who, rule, each, "expect " + plain(each)));
    } else {
      add(who, rule, new Deed.Frame(value), text);
    }
  }

  private List<List<JsonNode>> merged(JsonNode value) {
    var lists = new ArrayList<List<JsonNode>>();
    for (JsonNode list : value) {
      var frames = new ArrayList<JsonNode>();
      list.forEach(each -> frames.add(each.isString() ? shorthand(each.asString()) : each));
      lists.add(frames);
    }
    return lists;
  }

  /// A type, or with a tag the frame that a driver's command of that tag leads to.
  private ObjectNode shorthand(String text) {
    if (text.equals("$any")) {
      return object();
    }
    String[] parts = text.split(" ", 2);
    if (parts.length < 2) {
      return object().put("type", text);
    }
    String content = "tag:" + parts[1];
    return switch (parts[0]) {
      case "log" -> object().put("type", "log").put("content", content);
      case "context" -> object().put("type", "inject_context").put("context", content);
      case "request" -> {
        ObjectNode request = object().put("type", "permission_request");
        request.putObject("confirmation").putObject("input").put("command", content);
        yield request;
      }
      default ->
          throw new BadCase(where, "the frame " + text, "log, context or request with a tag");
    };
  }

  private ObjectNode state(JsonNode value) {
    if (value.isObject()) {
      return (ObjectNode) value;
    }
    ObjectNode pattern = object();
    if (value.isArray()) {
      var workers = pattern.putArray("workers");
      value.forEach(each -> workers.add("$" + each.asString()));
      return pattern;
    }
    return pattern.put("state", value.asString());
  }

  private ObjectNode no(JsonNode value) {
    return value.isString() ? object().put("event", value.asString()) : (ObjectNode) value;
  }

  private void events(String verb, JsonNode value, String who, String rule, String text) {
    switch (verb) {
      case "error" -> event(rule, object().put("event", "error").put("do", value.asString()), text);
      case "ready", "stopped" -> event(rule, object().put("event", verb), text);
      case "joined", "handshake" ->
          event(
              rule,
              object().put("event", verb).put("childId", "$" + value.asString(who)),
              verb + " " + value.asString(who));
      case "outcome" -> each(verb, "tag", value, rule, this::outcome);
      case "response" -> each(verb, "tag", value, rule, this::response);
      case "left" -> {
        if (value.isObject() && !value.isEmpty()) {
          each(verb, "childId", value, rule, StepReader::cause);
        } else {
          String name = value.asString(who);
          event(rule, object().put("event", verb).put("childId", "$" + name), "left " + name);
        }
      }
      case "closed" -> {
        ObjectNode event = value.isString() ? cause(value) : ((ObjectNode) value).deepCopy();
        event(rule, event.put("event", verb), text);
      }
      case "received", "asked" -> {
        ObjectNode event = object().put("event", verb);
        if (role.equals("server")) {
          event.put("childId", "$" + who);
        }
        event.set("message", value);
        event(rule, event, text);
      }
      default -> throw new BadCase(where, "the step `" + verb + "`", "one of spec/cases/README.md");
    }
  }

  private void event(String rule, ObjectNode pattern, String text) {
    add("", rule, new Deed.Event(pattern), text);
  }

  private void each(
      String verb, String key, JsonNode value, String rule, Function<JsonNode, ObjectNode> rest) {
    for (Map.Entry<String, JsonNode> entry : value.properties()) {
      ObjectNode event = rest.apply(entry.getValue()).put("event", verb);
      event.put(key, key.equals("childId") ? "$" + entry.getKey() : entry.getKey());
      event(rule, event, "%s %s %s".formatted(verb, entry.getKey(), plain(entry.getValue())));
    }
  }

  private static ObjectNode cause(JsonNode value) {
    String[] parts = value.asString().split(" ", 2);
    ObjectNode event = object().put("cause", parts[0]);
    return parts.length < 2 ? event : event.put("code", parts[1]);
  }

  /// `written`, or an outcome and its cause: `failed timed out`.
  private ObjectNode outcome(JsonNode value) {
    String[] parts = value.asString().split(" ", 2);
    ObjectNode event = object().put("outcome", parts[0]);
    return parts.length < 2 ? event : event.put("cause", parts[1]);
  }

  /// A result in one of its forms, or how the request ended: `ended timed out`.
  private ObjectNode response(JsonNode value) {
    ObjectNode event = object();
    if (value.isString() && value.asString().startsWith("ended ")) {
      return event.put("ended", value.asString().substring("ended ".length()));
    }
    event.set("result", value);
    return event;
  }
}
