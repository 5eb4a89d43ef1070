package dev.handfast.conformance.story;

import dev.handfast.trace.TraceEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A story as a sequence diagram: who did what to whom, and what it led to.
///
/// @param lanes everybody, from left to right; the client or server is the second one
/// @param arrows what happened, in order
public record Diagram(List<String> lanes, List<Arrow> arrows) {
  private static final String CLIENT = "client";
  private static final String SERVER = "server";

  /// Takes copies.
  public Diagram {
    lanes = List.copyOf(lanes);
    arrows = List.copyOf(arrows);
  }

  /// Something that goes from one to another, or stays with one.
  ///
  /// @param step the number of the step that did it; 0 where it followed from one
  /// @param from whose it is
  /// @param to whom it goes to; the same where it stays
  /// @param what in words
  public record Arrow(int step, String from, String to, String what) {
    /// Whether it stays with one.
    public boolean isNote() {
      return from.equals(to);
    }
  }

  /// The picture of a story about a client or a server.
  public static Diagram of(Story story) {
    List<Moment> moments = story.moments();
    List<String> others =
        moments.stream()
            .filter(Moment.Did.class::isInstance)
            .map(moment -> ((Moment.Did) moment).who())
            .filter(who -> !who.equals(Story.PROGRAM))
            .distinct()
            .sorted()
            .toList();
    boolean outside = others.contains(Story.OUTSIDE);
    boolean byServer = others.stream().anyMatch(who -> who.matches("c\\d+")) || isServers(moments);
    String subject = outside ? "machine" : byServer ? SERVER : CLIENT;
    var lanes = new ArrayList<String>();
    lanes.add(outside ? Story.OUTSIDE : Story.PROGRAM);
    lanes.add(subject);
    if (!outside) {
      lanes.addAll(byServer || !others.isEmpty() ? others : List.of(Story.PEER));
    }
    var arrows = new ArrayList<Arrow>();
    for (Moment moment : moments) {
      arrow(moment, subject, lanes, story).ifPresent(arrows::add);
    }
    return new Diagram(lanes, arrows);
  }

  private static boolean isServers(List<Moment> moments) {
    return moments.stream()
        .anyMatch(
            moment ->
                moment instanceof Moment.Saw(TraceEntry entry)
                    && entry.role().equals("orchestrator"));
  }

  private static Optional<Arrow> arrow(
      Moment moment, String subject, List<String> lanes, Story story) {
    return switch (moment) {
      case Moment.Did(int number, String who, String what) ->
          Optional.of(new Arrow(number, who, subject, what));
      case Moment.Noted(String what) -> Optional.of(new Arrow(0, subject, subject, what));
      case Moment.Crossed(String frame) ->
          Optional.of(new Arrow(0, subject, lanes.getLast(), frame));
      case Moment.Saw(TraceEntry entry) -> seen(entry, subject, lanes, story);
    };
  }

  private static Optional<Arrow> seen(
      TraceEntry entry, String subject, List<String> lanes, Story story) {
    String known = story.name(entry.connection());
    String peer = lanes.contains(known) ? known : lanes.getLast();
    String whose = subject.equals(SERVER) ? peer + ": " : "";
    if (entry.event().equals("sent")) {
      return Optional.of(new Arrow(0, subject, peer, frame(entry)));
    }
    return Optional.of(new Arrow(0, subject, subject, whose + words(entry, story)));
  }

  private static String words(TraceEntry entry, Story story) {
    String detail = entry.detail().orElse("");
    return switch (entry.event()) {
      case "received" -> "takes " + frame(entry);
      case "state" -> detail;
      case "outcome" -> message(entry, story) + " " + entry.outcome().orElse("");
      case "request" ->
          story.name(detail.replaceFirst(": .*", "")) + detail.replaceFirst(".*?: ", ": ");
      default -> entry.event() + (detail.isEmpty() ? "" : " " + detail);
    };
  }

  private static String frame(TraceEntry entry) {
    return FrameName.of(entry.frame().orElse(""));
  }

  private static String message(TraceEntry entry, Story story) {
    String[] words = entry.message().orElse("").split(" ", 2);
    return words.length < 2 ? "message" : words[0] + " " + story.name(words[1]);
  }

  /// As text for a terminal.
  public String text() {
    return new Drawing(lanes).of(arrows);
  }

  /// As Mermaid, for a page.
  public String mermaid() {
    var lines = new ArrayList<String>();
    lines.add("sequenceDiagram");
    lanes.forEach(lane -> lines.add("  participant " + lane));
    for (Arrow arrow : arrows) {
      String what = (arrow.step() > 0 ? arrow.step() + ". " : "") + plain(arrow.what());
      lines.add(
          arrow.isNote()
              ? "  Note over %s: %s".formatted(arrow.from(), what)
              : "  %s->>%s: %s".formatted(arrow.from(), arrow.to(), what));
    }
    return String.join("\n", lines);
  }

  /// Without what means something to Mermaid.
  private static String plain(String what) {
    return what.replace("#", "no. ").replace(";", ",").replace("\n", " ");
  }
}
