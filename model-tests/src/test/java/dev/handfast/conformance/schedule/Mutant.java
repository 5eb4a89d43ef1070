package dev.handfast.conformance.schedule;

import static dev.handfast.conformance.schedule.Surgery.both;
import static dev.handfast.conformance.schedule.Surgery.call;
import static dev.handfast.conformance.schedule.Surgery.field;
import static dev.handfast.conformance.schedule.Surgery.lettingGoBefore;
import static dev.handfast.conformance.schedule.Surgery.redirecting;

import dev.handfast.client.LateEntry;
import dev.handfast.conformance.schedule.Finding.Kind;
import dev.handfast.driver.WrongExecutor;
import java.lang.classfile.Opcode;
import java.lang.constant.ClassDesc;
import java.util.Locale;

/// The library with one safeguard of its threads gone: the canaries of the explorer.
enum Mutant {
  /// Between looking at the state and entering the queue, others get the lock (R2).
  CHECKS_THEN_ENTERS(
      "two senders and the flush",
      Kind.LOST,
      lettingGoBefore(Name.CONNECTION, "step", field(Opcode.PUTFIELD, "state"))),

  /// What waited is flushed by another thread than the one that sends (R3).
  FLUSHES_ELSEWHERE(
      "two senders and the flush",
      Kind.REORDERED,
      redirecting(Name.CONNECTION, "step", "forEach", WrongExecutor.class, "flushes")),

  /// The state says ready before what waited is with the writer (R1, R3).
  READY_BEFORE_THE_FLUSH(
      "two senders and the flush",
      Kind.REORDERED,
      lettingGoBefore(Name.CONNECTION, "step", call("effects"))),

  /// A request's entry is made once the request was accepted, maybe after the last sweep (R11).
  ENTRY_AFTER_THE_SWEEP(
      "request against loss",
      Kind.STUCK,
      both(
          redirecting("dev/handfast/client/ClientPart", "expect", "put", LateEntry.class, "put"),
          redirecting(
              "dev/handfast/client/HandfastClient",
              "askPermission",
              "accepted",
              LateEntry.class,
              "accepted"))),

  /// The worker is registered, and the ack is written later (H1).
  ACK_AFTER_REGISTERING(
      "broadcast against registration",
      Kind.EARLY,
      redirecting(Name.CONNECTION, "step", "forEach", WrongExecutor.class, "acknowledges")),

  /// Two threads admit the same message, and complete the same call.
  COMPLETES_TWICE(
      "two senders and the flush",
      Kind.TWICE,
      lettingGoBefore(Name.CONNECTION, "pump", call("admit"))),

  /// That the writer was woken is noted after it was woken, not before.
  LOSES_A_WAKE_UP(
      "two senders and the flush",
      Kind.LOST,
      both(
          new Surgery(
              Name.LINK_END, "handOver", field(Opcode.PUTFIELD, "turn"), (code, _) -> code.pop2()),
          new Surgery(
              Name.LINK_END,
              "unlock",
              call("wake"),
              (code, wakes) ->
                  code.with(wakes)
                      .aload(0)
                      .getstatic(Name.TURN, "COMING", Name.TURN)
                      .putfield(ClassDesc.ofInternalName(Name.LINK_END), "turn", Name.TURN)))),

  /// Whoever has the verdict writes the ack, and leaves nobody to read on (HF-27).
  FORGETS_TO_READ_ON(
      "verdict against reading on",
      Kind.LOST,
      new Surgery(
          Name.LINK_END, "writeAtOnce", call("isResuming"), (code, _) -> code.pop().iconst_0())),

  /// Whoever may write one frame at once does so beside the owner thread, which writes it already
  /// (HF-4).
  WRITES_BESIDE_THE_OWNER(
      "handlers that catch up",
      Kind.TWICE,
      new Surgery(
          Name.LINK_END,
          "mayWriteAtOnce",
          field(Opcode.GETFIELD, "output"),
          (code, _) -> code.pop().getstatic(Name.OUTPUT, "IDLE", Name.OUTPUT))),

  /// The end is stepped while bytes are being written (HF-5).
  ENDS_DURING_A_WRITE(
      "close against drain",
      Kind.UNTRUE,
      new Surgery(Name.CONNECTION, "pump", call("isWriting"), (code, _) -> code.pop().iconst_0())),

  /// Whoever leaves gives the identity back, also where a newer session has it (R12).
  OLD_END_TAKES_THE_NEW(
      "new client against late events",
      Kind.MISREGISTERED,
      new Surgery(Name.REGISTRY, "release", call("epoch"), (code, _) -> code.pop().lload(2))),

  /// Between looking whether an identity is free and taking it, others get the lock (R12).
  CLAIMS_TWICE(
      "two workers with one id",
      Kind.MISREGISTERED,
      lettingGoBefore(Name.REGISTRY, "claim", call("put"))),

  /// Between a step of the machine and its state, others get the lock: a close denies what an
  /// answer has answered (HF-33).
  ANSWERS_TWICE(
      "answer against close",
      Kind.TWICE,
      lettingGoBefore(Name.CONNECTION, "step", field(Opcode.PUTFIELD, "state"))),

  /// A decision is told when it is made, not when it counts (HF-33).
  TELLS_BEFORE_IT_COUNTS(
      "answer against close",
      Kind.UNTRUE,
      both(
          new Surgery(Name.SERVER_PART, "perform", call("tell"), HastyReport::onlyDenials),
          new Surgery(Name.SERVER_PART, "reply", call("sendAhead"), HastyReport::first)));

  /// The classes that are operated on.
  private static final class Name {
    static final String CONNECTION = "dev/handfast/driver/Connection";
    static final String LINK_END = "dev/handfast/driver/LinkEnd";
    static final ClassDesc OUTPUT = ClassDesc.ofInternalName(LINK_END + "$Output");
    static final ClassDesc TURN = ClassDesc.ofInternalName(LINK_END + "$Turn");
    static final String SERVER_PART = "dev/handfast/server/ServerPart";
    static final String REGISTRY = "dev/handfast/server/Registry";
  }

  private final String scenario;
  private final Kind kind;

  @SuppressWarnings("ImmutableEnumChecker") // byte code in, byte code out
  private final Loom.Change change;

  Mutant(String scenario, Kind kind, Loom.Change change) {
    this.scenario = scenario;
    this.kind = kind;
    this.change = change;
  }

  /// Its id in `zoo.yaml`.
  String id() {
    return "threads/" + name();
  }

  /// How it must go wrong.
  Kind kind() {
    return kind;
  }

  /// The title of the scenario that shows it.
  String where() {
    return scenario;
  }

  /// That scenario, with the faulty library.
  Scenario scenario() {
    return Lab.scenario(change, scenario);
  }

  String title() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
