package dev.handfast.cli.demo;

import dev.handfast.SocketPath;
import dev.handfast.cli.demo.Note.Barrier;
import dev.handfast.cli.demo.Speaker.Verdict;
import dev.handfast.message.ChildMessage;
import dev.handfast.message.Decision;
import dev.handfast.server.HandfastServer;
import dev.handfast.server.Worker;
import dev.handfast.trace.WireTrace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One run of the script: the orchestrator's side of it, from the first process to the ledgers.
///
/// Everything that matters happens in a fixed order: each step waits until the workers have said
/// that theirs is done, so no run depends on how fast a machine is.
final class Act {
  /// 10 s: to let sessions end that are ending already.
  private static final Duration STOP = Duration.ofSeconds(10);

  private final Client client;
  private final List<Part.Worker> cast;
  private final Crew crew;
  private final Narrator narrator;
  private final Duration patience;
  private final Hearing hearing = new Hearing();
  private final Gate gate;
  private final List<Path> traces = new ArrayList<>();

  Act(Client client, List<Part.Worker> cast, Crew crew, Narrator narrator, Duration patience) {
    this.client = client;
    this.cast = cast;
    this.crew = crew;
    this.narrator = narrator;
    this.patience = patience;
    this.gate =
        new Gate(
            cast.size(),
            named(Part.TURNED_AWAY),
            worker -> narrator.ordered(worker, "holds the verdict back"));
  }

  /// Plays it, and keeps wire traces in the private directory if they are wanted.
  Books play(boolean traced) {
    List<Child> children = new ArrayList<>();
    for (Part.Worker worker : cast) {
      children.add(start(worker, traced));
    }
    awaitAll(children, Barrier.EARLY);
    Optional<WireTrace> trace =
        traced ? Optional.of(crew.unlessClosed(() -> WireTrace.to(trace("o")))) : Optional.empty();
    HandfastServer server = crew.listen(() -> listen(trace));
    try {
      children.forEach(child -> child.tell(DemoWorker.LISTENING));
      awaitAll(children, Barrier.HANDSHAKING);
      gate.awaitAll(patience);
      gate.open();
      callOff(children);
      return books(children);
    } catch (RuntimeException failure) {
      children.forEach(Child::kill); // so that the orchestrator need not wait for them to leave
      throw failure;
    } finally {
      gate.open();
      var _ = server.stop(STOP);
      trace.ifPresent(WireTrace::close);
    }
  }

  /// The wire traces that were written, one a process.
  List<Path> traces() {
    return List.copyOf(traces);
  }

  private Child start(Part.Worker worker, boolean traced) {
    List<String> arguments =
        new ArrayList<>(
            List.of(client.name(), worker.part().name(), worker.name(), socket().toString()));
    if (traced) {
      arguments.add(trace(worker.name()).toString());
    }
    return crew.start(worker.name(), arguments, note -> narrator.noted(worker.name(), note));
  }

  private SocketPath socket() {
    return SocketPath.of(crew.file(client == Client.HANDFAST ? "handfast.sock" : "naive.sock"));
  }

  private Path trace(String name) {
    Path file = crew.file(name + ".trace.ndjson");
    traces.add(file);
    return file;
  }

  private HandfastServer listen(Optional<WireTrace> trace) {
    return HandfastServer.builder(socket())
        .handshakeTimeout(patience.multipliedBy(2)) // this one does not judge the pace of workers
        .authorize((handshake, _) -> gate.decide(handshake))
        .onJoined(
            worker -> {
              hearing.joined(worker);
              narrator.ordered(worker.childId(), "is accepted");
            })
        .onLeft((worker, _) -> hearing.left(worker))
        .onStatus(this::heard)
        .onLog(this::heard)
        .onComplete(this::heard)
        .onError(this::heard)
        .onPermission(
            (worker, request) -> {
              heard(worker, request);
              narrator.ordered(worker.childId(), "approves the request");
              return Decision.approve();
            })
        .trace(trace)
        .start();
  }

  private void heard(Worker worker, ChildMessage message) {
    hearing.heard(worker.childId(), message.id());
    narrator.arrived(worker.childId(), message);
  }

  private void awaitAll(List<Child> children, Barrier barrier) {
    children.forEach(child -> child.await(barrier, patience));
  }

  /// Calls a worker off as soon as all are at work.
  private void callOff(List<Child> children) {
    String name = named(Part.CALLED_OFF);
    String refused = named(Part.TURNED_AWAY);
    narrator.ordered(refused, "is refused: " + Gate.REASON);
    for (Child child : children) {
      if (!child.name().equals(refused)) {
        child.await(Barrier.READY, patience);
      }
    }
    narrator.ordered(name, "calls the task off");
    var _ = hearing.awaitJoined(name, patience).cancel("no longer needed");
  }

  private Books books(List<Child> children) {
    List<List<Note>> notes = children.stream().map(child -> child.awaitEnd(patience)).toList();
    List<Books.Page> pages = new ArrayList<>();
    for (int i = 0; i < cast.size(); i++) {
      String name = cast.get(i).name();
      if (notes.get(i).contains(new Note.Judged(Verdict.ACCEPTED))) {
        hearing.awaitLeft(name, patience);
      }
      pages.add(Books.Page.of(cast.get(i), notes.get(i), hearing.ids(name)));
    }
    return new Books(pages);
  }

  private String named(Part part) {
    return cast.stream().filter(worker -> worker.part() == part).findFirst().orElseThrow().name();
  }
}
