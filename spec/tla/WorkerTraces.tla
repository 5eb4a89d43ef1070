---------------------------- MODULE WorkerTraces ----------------------------
(***************************************************************************)
(* Can the worker's machine have shown these traces?  A trace is what one  *)
(* sees who only watches: frames, changes of state, outcomes.  Calls of    *)
(* the program, timers and what the connection does are not seen: here     *)
(* they are whatever makes the next entry possible.                        *)
(*                                                                         *)
(* Module Traces is written by the build, from what ran over real sockets: *)
(* Traces[t].entries, and its messages in the order of their acceptance,   *)
(* as far as that shows: those that left in Traces[t].left, and those that *)
(* only have an outcome in Traces[t].stayed.  Traces[t].states says in     *)
(* which state each entry was seen.                                        *)
(***************************************************************************)
EXTENDS ClientMachine, Sight, Traces, TLC

VARIABLES
  trace,     \* which
  at,        \* how many entries have been explained
  state,     \* of the machine
  due,       \* what the last step shows at once, in order
  wire,      \* handed to the writer and not yet seen leaving: messages
  control,   \* the same for the connection's own frames, by type
  written,   \* how many messages left since the last report of the writer
  accepted   \* how many of the trace's messages the program has sent: of those that left, and stayed

vars == <<trace, at, state, due, wire, control, written, accepted>>

Entries == Traces[trace].entries
Messages == [left |-> Traces[trace].left, stayed |-> Traces[trace].stayed]
Entry == Entries[at + 1]
IsLeft == at < Len(Entries)

(***************************************************************************)
(* What a step shows (module Sight).                                       *)
(***************************************************************************)
Own == [TransmitHandshake |-> "handshake", TransmitPing |-> "ping", TransmitPong |-> "pong",
        TransmitProtocolError |-> "protocol_error"]

Added(effects) ==
  [type \in DOMAIN control |->
     control[type] + Cardinality({k \in 1..Len(effects) :
       effects[k].type \in DOMAIN Own /\ Own[effects[k].type] = type})]

Take(step) ==
  /\ state' = step.next
  /\ due' = Shows(state, step)
  /\ wire' = wire \o Transmitted(step.out)
  /\ control' = Added(step.out)

(***************************************************************************)
(* What may lie behind the next entry.                                     *)
(***************************************************************************)
Explained == at' = at + 1 /\ state.name = Traces[trace].states[at + 1]
Same(variables) == UNCHANGED variables

\* The last step shows it.
Follows ==
  /\ due # <<>> /\ IsLeft /\ Entry = Head(due)
  /\ due' = Tail(due) /\ Explained
  /\ Same(<<trace, state, wire, control, written, accepted>>)

\* A frame that arrived.
Arrives ==
  /\ due = <<>> /\ written = 0 /\ IsLeft /\ Entry.kind = "received"
  /\ Take(Step(state, Entry.input)) /\ Explained
  /\ Same(<<trace, written, accepted>>)

\* A message that leaves; they leave in the order in which they were handed over (HF-4).
Leaves ==
  /\ due = <<>> /\ IsLeft /\ Entry.kind = "message" /\ wire # <<>> /\ Head(wire) = Entry.id
  /\ wire' = Tail(wire) /\ written' = written + 1 /\ Explained
  /\ Same(<<trace, state, due, control, accepted>>)

OwnLeaves ==
  /\ due = <<>> /\ IsLeft /\ Entry.kind = "own" /\ control[Entry.what] > 0
  /\ control' = [control EXCEPT ![Entry.what] = @ - 1] /\ Explained
  /\ Same(<<trace, state, due, wire, written, accepted>>)

\* The writer reports what has left, at once.
Reports ==
  /\ due = <<>> /\ written > 0
  /\ Take(Step(state, [type |-> "Wrote", count |-> written, head |-> "UNTOUCHED"]))
  /\ written' = 0
  /\ Same(<<trace, at, accepted>>)

\* The kernel took a part of a message, which nobody sees.
TakesPart ==
  /\ due = <<>> /\ written = 0 /\ state.queue # <<>> /\ state.head = "UNTOUCHED"
  /\ state.name \in {"Ready", "Draining"}
  /\ \E k \in at + 1 .. Len(Entries) : Entries[k].kind = "outcome" /\ Entries[k].what = "Unknown"
  /\ Take(Step(state, [type |-> "Wrote", count |-> 0, head |-> "PARTLY"]))
  /\ Same(<<trace, at, written, accepted>>)

\* The program sends the next message, and it is accepted.
Sends ==
  /\ due = <<>> /\ written = 0
  /\ \E fate \in DOMAIN Messages :
       /\ accepted[fate] < Len(Messages[fate])
       /\ LET next == Messages[fate][accepted[fate] + 1]
              step == Step(state, [type |-> IF next.asks THEN "RequestMade" ELSE "SendRequested",
                                   id |-> next.id])
          IN  ~(\E k \in 1..Len(step.out) : step.out[k].type = "Refuse") /\ Take(step)
       /\ accepted' = [accepted EXCEPT ![fate] = @ + 1]
  /\ Same(<<trace, at, written>>)

Hidden ==
  {[type |-> type] : type \in
     {"Started", "Opened", "ConnectFailed", "CloseRequested", "ConnectionLost", "Malformed",
      "HandshakeDeadlinePassed", "CloseDeadlinePassed", "PeerFellSilent", "KeepaliveDue"}}
  \cup {[type |-> type, id |-> id] :
          type \in {"RequestTimedOut", "RequestCancelled"}, id \in state.asks}

\* A call, a timer, or the connection: only what leads to something that is seen next, or to a frame of the
\* connection's own, which may leave later, behind what others have done meanwhile.
Happens ==
  /\ due = <<>> /\ written = 0 /\ IsLeft
  /\ \E input \in Hidden :
       LET step == Step(state, input)
           shown == Shows(state, step)
       IN  /\ IF shown = <<>>
              THEN \E k \in at + 1 .. Len(Entries) :
                     /\ Entries[k].kind = "own" /\ control[Entries[k].what] = 0
                     /\ Added(step.out)[Entries[k].what] = 1
              ELSE Head(shown) = Entry
           /\ Take(step)
  /\ Same(<<trace, at, written, accepted>>)

Init ==
  /\ trace \in DOMAIN Traces
  /\ at = 0 /\ state = Idle /\ due = <<>> /\ wire = <<>> /\ written = 0
  /\ accepted = [left |-> 0, stayed |-> 0]
  /\ control = [handshake |-> 0, ping |-> 0, pong |-> 0, protocol_error |-> 0]

Next == Follows \/ Arrives \/ Leaves \/ OwnLeaves \/ Reports \/ TakesPart \/ Sends \/ Happens

Spec == Init /\ [][Next]_vars

\* Printed for each trace whose every entry is explained, with nothing left over.
Told ==
  (~IsLeft /\ due = <<>> /\ written = 0) => PrintT(<<"possible", trace>>)
=============================================================================
