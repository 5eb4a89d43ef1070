package dev.handfast.cli.demo;

import dev.handfast.SocketPath;
import dev.handfast.cli.demo.naive.NaiveSpeaker;
import dev.handfast.trace.WireTrace;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// A worker's process: plays the script and prints a note for everything that it does.
///
/// Arguments: client, part, childId, socket, and where to write a wire trace, if anywhere. Ends
/// with 0, or with 4 where the orchestrator's process went away.
public final class DemoWorker {
  /// What the orchestrator's process writes to a worker's input once it listens.
  static final String LISTENING = "listening";

  private static final int ORPHANED = 4;

  private final CountDownLatch listening = new CountDownLatch(1);
  private final ReentrantLock lock = new ReentrantLock();
  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  private DemoWorker() {}

  /// Plays one worker.
  public static void main(String[] arguments) {
    var worker = new DemoWorker();
    Thread.ofPlatform().daemon().name("orders").start(worker::takeOrders);
    Optional<WireTrace> trace =
        arguments.length > 4 ? Optional.of(WireTrace.to(Path.of(arguments[4]))) : Optional.empty();
    worker.play(
        Client.valueOf(arguments[0]),
        Part.valueOf(arguments[1]),
        arguments[2],
        SocketPath.of(Path.of(arguments[3])),
        trace);
    trace.ifPresent(WireTrace::close);
    System.exit(0);
  }

  private void play(
      Client client, Part part, String name, SocketPath.File socket, Optional<WireTrace> trace) {
    Consumer<Note> notes = this::note;
    Speaker speaker =
        switch (client) {
          case HANDFAST -> new HandfastSpeaker(socket, name, trace, notes);
          case NAIVE ->
              new NaiveSpeaker(socket.path(), name, state -> notes.accept(new Note.Moved(state)));
        };
    new Script(part, speaker, notes, this::awaitListening).play();
  }

  private void note(Note note) {
    lock.lock();
    try {
      out.println(NoteLine.of(note));
    } finally {
      lock.unlock();
    }
  }

  private void awaitListening() {
    try {
      listening.await();
    } catch (InterruptedException interrupt) {
      throw new IllegalStateException("nobody interrupts the script", interrupt);
    }
  }

  /// Reads the orders of the orchestrator's process; without it a worker has no reason to go on.
  private void takeOrders() {
    try (var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line; (line = in.readLine()) != null; ) {
        if (line.equals(LISTENING)) {
          listening.countDown();
        }
      }
      System.err.println("the orchestrator's process went away");
      Runtime.getRuntime().halt(ORPHANED);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
