package dev.handfast.conformance.simulation;

import dev.handfast.transition.ClientEffect;
import dev.handfast.transition.ClientEvent;
import dev.handfast.transition.ClientHandshake;
import dev.handfast.transition.ClientState;
import dev.handfast.transition.Opened;
import dev.handfast.transition.Step;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.function.BiFunction;

/// One life of a worker and its orchestrator: everything that can happen happens in an order that
/// the seed decides, then all comes to rest.
public final class Life {
  /// 24 happenings at most: longer lives repeat themselves.
  private static final int LONGEST = 24;

  /// 12 messages at most: three times what the queue holds.
  private static final int MOST = 12;

  /// 200 rounds: far more than a life needs to come to rest.
  private static final int PATIENCE = 200;

  private final SplittableRandom random;
  private final Books books = new Books();
  private final Queue<Letter> toOrchestrator = new ArrayDeque<>();
  private final Queue<Letter> toWorker = new ArrayDeque<>();
  private final WorkerSide worker;
  private final OrchestratorSide orchestrator = new OrchestratorSide(books, toWorker);
  private boolean broken;
  private int sent;

  private Life(
      long seed, BiFunction<ClientState, ClientEvent, Step<ClientState, ClientEffect>> machine) {
    random = new SplittableRandom(seed);
    worker = new WorkerSide(machine, books, toOrchestrator);
  }

  /// What is wrong with the life of this seed; empty where all is well.
  public static List<String> of(long seed) {
    return of(seed, ClientHandshake::step);
  }

  /// What is wrong where the worker has another machine.
  public static List<String> of(
      long seed, BiFunction<ClientState, ClientEvent, Step<ClientState, ClientEffect>> machine) {
    var life = new Life(seed, machine);
    int happenings = 1 + life.random.nextInt(LONGEST);
    for (int i = 0; i < happenings; i++) {
      life.happens();
    }
    life.comesToRest();
    return life.books.complaints();
  }

  private void happens() {
    switch (random.nextInt(20)) {
      case 0, 1, 2, 3 -> sends();
      case 4, 5, 6 -> worker.writes(1 + random.nextInt(3));
      case 7, 8, 9, 10 -> orchestratorHears();
      case 11, 12 -> workerHears();
      case 13, 14 -> connects(random.nextInt(8) > 0);
      case 15, 16 -> orchestrator.decides(random.nextInt(8) > 0);
      case 17 -> rings();
      case 18 -> closes();
      case 19 -> cut();
      default -> throw new IllegalStateException("20 kinds of happenings");
    }
  }

  private void sends() {
    if (sent++ < MOST) {
      worker.sends();
    }
  }

  private boolean orchestratorHears() {
    boolean hears = orchestrator.reads() && !toOrchestrator.isEmpty();
    if (hears) {
      orchestrator.hears(toOrchestrator.remove());
    }
    return hears;
  }

  private boolean workerHears() {
    boolean hears = !worker.isGone() && !toWorker.isEmpty();
    if (hears) {
      worker.hears(toWorker.remove());
    }
    return hears;
  }

  private boolean connects(boolean succeeds) {
    boolean tries = worker.wantsToOpen();
    if (tries) {
      if (succeeds) {
        orchestrator.opens();
      }
      worker.connects(succeeds ? new Opened() : new ClientEvent.ConnectRefused("nobody listens"));
    }
    return tries;
  }

  /// Seldom: most lives have time.
  private void rings() {
    if (random.nextInt(3) == 0) {
      worker.rings(random.nextInt(4));
    } else if (random.nextInt(8) == 0) {
      orchestrator.losesPatience();
      broken = true;
    }
  }

  private void closes() {
    if (random.nextInt(4) > 0) {
      worker.closes();
    } else {
      orchestrator.closes();
      broken = true; // what it had not heard by then it may never hear
    }
  }

  /// The connection breaks, and what is under way is lost.
  private void cut() {
    if (random.nextInt(4) == 0 && !worker.wantsToOpen()) {
      broken = true;
      toOrchestrator.clear();
      toWorker.clear();
      toOrchestrator.add(new Letter.End());
      toWorker.add(new Letter.End());
    }
  }

  private void comesToRest() {
    int rounds = 0;
    boolean closing = false;
    while (rounds++ < PATIENCE) {
      boolean moved =
          connects(true)
              || worker.writes(MOST)
              || orchestrator.decides(true)
              || orchestratorHears()
              || workerHears();
      if (!moved && closing && !worker.rings(0)) {
        break;
      }
      if (!moved && !closing) {
        closing = true;
        worker.closes();
      }
    }
    if (!worker.isClosed()) {
      books.complain("the worker never ended");
    }
    if (!orchestrator.isClosed() && orchestrator.isGone()) {
      books.complain("the orchestrator hung up and never ended");
    }
    books.close(broken);
  }
}
