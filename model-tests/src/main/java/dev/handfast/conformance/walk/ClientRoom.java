package dev.handfast.conformance.walk;

import dev.handfast.SocketPath;
import dev.handfast.client.HandfastClient;
import dev.handfast.conformance.script.Surroundings.Overflow;
import dev.handfast.conformance.script.Word;
import dev.handfast.conformance.world.Breath;
import dev.handfast.conformance.world.ClientSubject;
import dev.handfast.conformance.world.Diary;
import dev.handfast.conformance.world.Padding;
import dev.handfast.conformance.world.Spoken;
import dev.handfast.seam.Seams;
import dev.handfast.seam.Threads;
import dev.handfast.transport.Transport;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/// The real client, with a program that uses it and a peer that does what the stimuli say.
final class ClientRoom implements Room<ClientStimulus> {
  private static final int SMALL = 450;

  private static final Duration HANDSHAKE = Duration.ofSeconds(11);
  private static final Duration CLOSE = Duration.ofSeconds(7);
  private static final Duration PING = Duration.ofSeconds(20);
  private static final Duration SILENCE = Duration.ofSeconds(60);
  private static final Duration LONGER_THAN_ANY_PAUSE = Duration.ofSeconds(1);

  /// 10 s are for a machine that does other things; what comes, comes in a millisecond.
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private final BellClock clock = new BellClock();
  private final Outside outside;
  private final Program program;
  private Seen seen = new Seen();
  private int heard;
  private boolean connected;
  private boolean speaks = true;
  private boolean reads = true;
  private boolean left;

  /// A client that was started while nobody listened.
  ClientRoom(
      SocketPath path,
      Outside outside,
      Transport transport,
      Threads threads,
      Overflow overflow,
      ClientSubject.Factory factory) {
    this.outside = outside;
    this.program =
        new Program(
            HandfastClient.builder(path)
                .childId(Padding.CHILD)
                .worktree("/tmp")
                .queue(ClientScene.LIMIT)
                .whenFull(Diary.policy(overflow))
                .handshakeTimeout(HANDSHAKE)
                .pingInterval(PING)
                .silenceLimit(SILENCE)
                .seams(new Seams(transport, clock, threads, Padding.ID_SEED)),
            factory);
    rest(this::triesAgain);
  }

  @Override
  public String take(ClientStimulus stimulus, String expected) {
    seen = new Seen();
    if (!happens(stimulus)) {
      return Scene.IMPOSSIBLE;
    }
    rest(() -> isSeen(expected));
    if (outside.needsBarrier() && hears() && isSeen(expected)) {
      passBarrier();
    }
    if (isClosed() && !reads && !left) {
      outside.awaitHangUp();
    }
    look();
    String all = seen.in(program.phase());
    program.forgetWhatIsOver();
    return all;
  }

  private boolean happens(ClientStimulus stimulus) {
    return switch (stimulus) {
      case SEND -> does(() -> program.send(size(), seen));
      case ASK -> does(() -> program.ask(size(), seen));
      case GIVE_UP -> program.open(0).map(ClientRoom::giveUp).isPresent();
      case GIVE_UP_SECOND -> program.open(1).map(ClientRoom::giveUp).isPresent();
      case CLOSE -> does(() -> program.close(CLOSE));
      case RETRY_FINDS_NOBODY -> retry(() -> {});
      case RETRY_FINDS_PEER -> retry(outside::listen);
      case RETRY_FINDS_A_FILE -> retry(outside::spoil);
      case ANSWER -> program.arrived(0).filter(to -> says(stimulus, to.requestId())).isPresent();
      case ANSWER_SECOND ->
          program.arrived(1).filter(to -> says(stimulus, to.requestId())).isPresent();
      case ACCEPT, ACCEPT_PLAIN, REFUSE, ACCEPT_ANOTHER -> says(stimulus, "nobody");
      case ANSWER_NOBODY, CANCEL, CONTEXT -> says(stimulus, "nobody");
      case PONG, UNKNOWN, ERROR, NOT_JSON, WRONG_DIRECTION -> says(stimulus, "nobody");
      case PING, PING_IN_TWO -> reads && says(stimulus, "nobody");
      case ACCEPT_WITH_ORDERS -> reads && !program.hasLarge() && says(stimulus, "nobody");
      case ENDS -> hears() && does(this::end);
      case LEAVES -> hears() && does(this::leave);
      case STOPS_READING -> hears() && reads && does(this::stopReading);
      case READS_ON -> !reads && !left && does(this::readOn);
      case HANDSHAKE_DUE -> clock.ring(HANDSHAKE::equals);
      case CLOSE_DUE -> !isClosed() && clock.ring(CLOSE::equals);
      case REQUEST_DUE ->
          program.open(0).filter(asked -> clock.ring(asked.timeout()::equals)).isPresent();
      case KEEPALIVE_DUE -> reads && clock.ring(PING::equals);
      case SILENCE_DUE -> clock.isSet(PING::equals) && does(this::fallSilent);
    };
  }

  private static boolean does(Runnable act) {
    act.run();
    return true;
  }

  /// While the peer does not read, everything that is sent fills the pipe.
  private int size() {
    return reads ? SMALL : outside.large();
  }

  private static boolean giveUp(Program.Message asked) {
    asked.giveUp();
    return true;
  }

  private boolean retry(Runnable before) {
    if (!triesAgain()) {
      return false;
    }
    before.run();
    clock.ring(ClientRoom::isPause);
    rest(() -> triesAgain() || isClosed() || !outside.heard().frames().isEmpty());
    if (triesAgain()) {
      seen.call("will try again");
    }
    return true;
  }

  private boolean triesAgain() {
    return clock.isSet(ClientRoom::isPause);
  }

  private static boolean isPause(Duration length) {
    return length.compareTo(LONGER_THAN_ANY_PAUSE) < 0;
  }

  private boolean says(ClientStimulus stimulus, String request) {
    if (!hears()) {
      return false;
    }
    if (stimulus == ClientStimulus.PING_IN_TWO) {
      stimulus.words().forEach(word -> outside.say(bytes(List.of(word), request)));
    } else {
      outside.say(bytes(stimulus.words(), request));
    }
    return true;
  }

  private byte[] bytes(List<Word> words, String request) {
    var bytes = new ByteArrayOutputStream();
    for (Word word : words) {
      bytes.writeBytes(Spoken.bytes(word, outside.heard().handshake(), List.of(request)));
    }
    return bytes.toByteArray();
  }

  private void end() {
    speaks = false;
    outside.end();
  }

  private void leave() {
    speaks = false;
    reads = false;
    left = true;
    outside.leave();
  }

  private void stopReading() {
    reads = false;
    outside.stopReading();
  }

  private void readOn() {
    reads = true;
    outside.readOn();
  }

  private void fallSilent() {
    clock.pass(SILENCE);
    clock.ring(PING::equals);
  }

  private boolean hears() {
    return connected && speaks && !isClosed();
  }

  private boolean isClosed() {
    return program.phase().equals("Closed");
  }

  // Coming to rest.

  private void rest(BooleanSupplier enough) {
    outside.rest(enough);
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (isClosed() && program.waitsForClose() && System.nanoTime() < until) {
      Breath.passes(); // a close that waits returns: its thread only needs its turn
      outside.rest(enough);
    }
  }

  private boolean isSeen(String expected) {
    look();
    return seen.in(program.phase()).equals(expected);
  }

  private void look() {
    List<String> frames = outside.heard().frames();
    for (String frame : frames.subList(heard, frames.size())) {
      seen.frame(program.arrives(frame));
      connected |= frame.equals("handshake");
    }
    heard = frames.size();
    program.tell(seen);
  }

  /// Two frames that are counted: when the second one is, all that came before the first was taken,
  /// and all that could be written was.
  private void passBarrier() {
    long before = seen.counted();
    outside.say(bytes(List.of(Word.UNKNOWN, Word.UNKNOWN), "nobody"));
    rest(
        () -> {
          look();
          return seen.counted() >= before + 2;
        });
    seen.counted(-2);
  }

  @Override
  public void close() {
    clock.ring(HANDSHAKE::equals);
    outside.leave();
    program.close(CLOSE);
    rest(this::isClosed);
    outside.close();
  }
}
