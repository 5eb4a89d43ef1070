package dev.handfast.conformance.conform;

import dev.handfast.conformance.story.Diagram;
import dev.handfast.conformance.story.FrameName;
import dev.handfast.conformance.suite.Chunk;
import java.util.ArrayList;
import java.util.List;

/// What happened in a case: for the diagram, and byte by byte.
final class Chronicle {
  private static final String PROGRAM = "program";
  private static final String SUITE = "suite";

  /// A line for what repeats is enough after that many.
  private static final int MOST = 400;

  private final List<Chunk> chunks = new ArrayList<>();
  private final List<String> lanes = new ArrayList<>();
  private final List<Diagram.Arrow> arrows = new ArrayList<>();

  Chronicle(boolean isDriven) {
    if (isDriven) {
      lanes.add(PROGRAM);
    }
    lanes.add(Chunk.SUBJECT);
  }

  void crossed(Chunk chunk) {
    if (chunks.size() < MOST) {
      chunks.add(chunk);
    }
  }

  /// A step of the suite's at one of its connections.
  void did(int step, String who, String what) {
    arrow(step, lane(who), Chunk.SUBJECT, what);
  }

  /// A command to the driver.
  void told(int step, String what) {
    arrow(step, lanes.getFirst(), Chunk.SUBJECT, what);
  }

  /// A frame of the subject's.
  void read(String who, String line) {
    arrow(0, Chunk.SUBJECT, lane(who), FrameName.of(Text.utf8(line).orElse("")));
  }

  /// The end of the subject's direction.
  void ended(String who) {
    arrow(0, Chunk.SUBJECT, lane(who), "end");
  }

  /// An event of the driver's.
  void event(String what) {
    arrow(0, Chunk.SUBJECT, lanes.getFirst(), what);
  }

  private String lane(String who) {
    String name = who.isEmpty() ? SUITE : who;
    if (!lanes.contains(name)) {
      lanes.add(name);
    }
    return name;
  }

  private void arrow(int step, String from, String to, String what) {
    if (arrows.size() < MOST) {
      arrows.add(new Diagram.Arrow(step, from, to, Text.shortened(what)));
    }
  }

  Diagram diagram() {
    return new Diagram(lanes, arrows);
  }

  List<Chunk> chunks() {
    return chunks;
  }
}
