package dev.handfast.conformance.story;

import dev.handfast.HandfastEvent;
import dev.handfast.conformance.trace.Impossible;
import dev.handfast.conformance.trace.Place;
import dev.handfast.conformance.trace.TraceCheck;
import dev.handfast.trace.TraceEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// One life as it goes on: who did what, and the trace of the client or server, which is checked
/// entry by entry. Any thread.
public final class Story implements Consumer<HandfastEvent> {
  /// The name of the program in every story.
  public static final String PROGRAM = "program";

  /// The name of whoever is at the other end of a client.
  public static final String PEER = "peer";

  /// The name of everything that surrounds a machine.
  public static final String OUTSIDE = "outside";

  private final ReentrantLock lock = new ReentrantLock();
  private final TraceCheck check = new TraceCheck();
  private final List<Moment> moments = new ArrayList<>();
  private final Map<String, String> names = new HashMap<>();
  private int steps;
  private long lines;

  /// Nothing has happened yet.
  public Story() {}

  /// A step is about to be taken.
  public void did(String who, String what) {
    lock.lock();
    try {
      moments.add(new Moment.Did(++steps, who, what));
    } finally {
      lock.unlock();
    }
  }

  /// Something was seen that is no event.
  public void noted(String what) {
    lock.lock();
    try {
      moments.add(new Moment.Noted(what));
    } finally {
      lock.unlock();
    }
  }

  /// A frame arrived at the peer.
  public void crossed(String frame) {
    lock.lock();
    try {
      moments.add(new Moment.Crossed(frame));
    } finally {
      lock.unlock();
    }
  }

  /// What somebody is called who is known by an id: a message, or a server's connection.
  public void named(String id, String name) {
    lock.lock();
    try {
      names.put(id, name);
    } finally {
      lock.unlock();
    }
  }

  /// An event, in the order of its connection.
  @Override
  public void accept(HandfastEvent event) {
    TraceEntry entry = TraceEntry.of(event);
    lock.lock();
    try {
      moments.add(new Moment.Saw(entry));
      check.take(new Place("this life", ++lines), entry);
    } finally {
      lock.unlock();
    }
  }

  /// What of the trace so far cannot have happened, a paragraph each.
  public List<String> impossible() {
    lock.lock();
    try {
      return check.report().impossible().stream().map(Impossible::message).toList();
    } finally {
      lock.unlock();
    }
  }

  /// Everything so far.
  public List<Moment> moments() {
    lock.lock();
    try {
      return List.copyOf(moments);
    } finally {
      lock.unlock();
    }
  }

  /// The name behind an id, or the id.
  String name(String id) {
    lock.lock();
    try {
      return names.getOrDefault(id, id);
    } finally {
      lock.unlock();
    }
  }

  /// The trace so far, as `handfast check` reads it, with the steps in between as comments.
  public List<String> evidence() {
    return moments().stream()
        .map(
            moment ->
                switch (moment) {
                  case Moment.Did(int number, String who, String what) ->
                      "# %d. %s: %s".formatted(number, who, what);
                  case Moment.Noted(String what) -> "#    " + what;
                  case Moment.Crossed(String frame) -> "#    peer hears " + frame;
                  case Moment.Saw(TraceEntry entry) -> entry.json();
                })
        .toList();
  }
}
