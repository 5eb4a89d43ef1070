package dev.handfast.conformance.conform;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// An implementation under test. For one thread.
public interface Subject extends AutoCloseable {

  /// What it is called: by itself, or by where it is found.
  String name();

  /// Whether it has a driver, which takes every command and tells events.
  boolean isDriven();

  /// Whether a driver knows a feature.
  boolean has(String feature);

  /// Gives a command. One that has no driver knows `connect` and `listen` only.
  void tell(String command, ObjectNode fields);

  /// The next event, if it comes in time.
  Optional<JsonNode> next(Duration patience);

  /// The process stands still from here on.
  void pause();

  /// The process goes on.
  void goOn();

  /// Where the sockets of this subject stand: a path for a client to connect to, or for a server to
  /// listen on.
  Path socket();

  /// The childId that a client under test is given.
  String childId();

  /// The childId of one of the suite's workers, in this case only.
  String workerId(String name);

  /// The end of what it said on standard error.
  String stderr();

  /// It has failed: what it still does is of no interest.
  void kill();

  @Override
  void close();
}
