------------------------- MODULE OrchestratorTraces --------------------------
(***************************************************************************)
(* Can an orchestrator have shown these traces?  As in WorkerTraces, calls *)
(* of the program, timers and what a connection does are not seen: they    *)
(* are whatever makes the next entry possible.                             *)
(*                                                                         *)
(* A trace is that of a server, with all its connections, and all of them  *)
(* have one childId: each has a machine of its own, and what is common to  *)
(* them is who holds that name, as in Registry.  When an ended connection  *)
(* gives it back is not seen: as soon as it has ended, it may have.        *)
(*                                                                         *)
(* Module Traces is written by the build: Traces[t].policy is REJECT or    *)
(* REPLACE, Traces[t].entries says of each entry whose it is, in which     *)
(* state that was, and what was seen.  Traces[t].messages[c] are the       *)
(* tickets of connection c in the order of their acceptance, as far as     *)
(* that shows: 1..left are those that left, the others have an outcome     *)
(* only; answers[ticket] is the request that it answers: 0 for none, -1    *)
(* where that cannot be seen, because it never left.                       *)
(***************************************************************************)
EXTENDS Integers, ServerMachine, Sight, Traces, TLC

VARIABLES
  trace,       \* which
  at,          \* how many entries have been explained
  sides,       \* of each connection: see Unseen
  holder,      \* the connection that has the childId; 0: none
  superseded   \* connections that another one has taken it from, and that do not know it yet

vars == <<trace, at, sides, holder, superseded>>

Unseen ==
  [state |-> AwaitingHandshake,
   due |-> <<>>,      \* what the last step shows at once, in order
   wire |-> <<>>,     \* handed to the writer and not yet seen leaving: messages
   control |-> [accepting |-> 0, refusing |-> 0, ping |-> 0, pong |-> 0, protocol_error |-> 0],
   written |-> 0,     \* how many messages left since the last report of the writer
   left |-> 0,        \* how many of those that left were accepted
   stayed |-> 0]      \* how many of the others

Entries == Traces[trace].entries
IsLeft == at < Len(Entries)
Entry == Entries[at + 1]
Who == Entry.of
Me == sides[Who]
Mine == Traces[trace].messages[Who]

Own == [TransmitAck |-> "accepting", TransmitRefusal |-> "refusing", TransmitPing |-> "ping",
        TransmitPong |-> "pong", TransmitProtocolError |-> "protocol_error"]

Added(control, effects) ==
  [type \in DOMAIN control |->
     control[type] + Cardinality({k \in 1..Len(effects) :
       effects[k].type \in DOMAIN Own /\ Own[effects[k].type] = type})]

After(me, step) ==
  [me EXCEPT !.state = step.next, !.due = Shows(me.state, step), !.wire = @ \o Transmitted(step.out),
             !.control = Added(@, step.out)]

Becomes(me) == sides' = [sides EXCEPT ![Who] = me] /\ UNCHANGED trace
Explained == at' = at + 1 /\ Me.state.name = Entry.state
Hidden == UNCHANGED at
NobodyElse == UNCHANGED <<holder, superseded>>

\* Between steps; a step that is seen comes at once.
IsIdle == IsLeft /\ Me.due = <<>>

\* Who has claimed the childId registers in the same step.
HasClaimed == holder = Who /\ Me.state.name = "Authorizing"

(***************************************************************************)
(* Tickets are accepted in order: those that leave, and those that stay.   *)
(***************************************************************************)
IsNext(me, ticket) ==
  ticket = IF ticket <= Mine.left THEN me.left + 1 ELSE Mine.left + me.stayed + 1

Accepted(me, ticket) ==
  IF ticket <= Mine.left THEN [me EXCEPT !.left = @ + 1] ELSE [me EXCEPT !.stayed = @ + 1]

\* What may be accepted now.
Acceptable(me) ==
  {ticket \in {me.left + 1, Mine.left + me.stayed + 1} : ticket <= Len(Mine.answers) /\ IsNext(me, ticket)}

RECURSIVE Denials(_, _)
Denials(me, open) ==
  IF open = <<>> THEN {<<>>}
  ELSE UNION {{<<ticket>> \o later : later \in Denials(Accepted(me, ticket), Tail(open))} :
              ticket \in {one \in Acceptable(me) : Mine.answers[one] \in {Head(open), -1}}}

RECURSIVE AllAccepted(_, _)
AllAccepted(me, tickets) ==
  IF tickets = <<>> THEN me ELSE AllAccepted(Accepted(me, Head(tickets)), Tail(tickets))

(***************************************************************************)
(* What may lie behind the next entry.                                     *)
(***************************************************************************)

\* The last step shows it.
Follows ==
  /\ IsLeft /\ Me.due # <<>> /\ Entry.seen = Head(Me.due)
  /\ Becomes([Me EXCEPT !.due = Tail(@)]) /\ Explained /\ NobodyElse

\* A frame that arrived: none does while the verdict is out (HF-27).
Arrives ==
  /\ IsIdle /\ Me.written = 0 /\ Entry.seen.kind = "received" /\ Me.state.name # "Authorizing"
  /\ Becomes(After(Me, Step(Me.state, Entry.seen.input))) /\ Explained /\ NobodyElse

\* The ack was handed over before anything that follows it (HF-14).
AckHasLeft == Me.control["accepting"] = 0

\* A message that leaves; they leave in the order in which they were handed over (HF-4).
Leaves ==
  /\ IsIdle /\ Entry.seen.kind = "message" /\ AckHasLeft /\ Me.wire # <<>> /\ Head(Me.wire) = Entry.seen.id
  /\ Becomes([Me EXCEPT !.wire = Tail(@), !.written = @ + 1]) /\ Explained /\ NobodyElse

OwnLeaves ==
  /\ IsIdle /\ Entry.seen.kind = "own" /\ Me.control[Entry.seen.what] > 0
  /\ Entry.seen.what = "ping" => AckHasLeft
  /\ Becomes([Me EXCEPT !.control[Entry.seen.what] = @ - 1]) /\ Explained /\ NobodyElse

\* The writer reports what has left, at once.
Reports ==
  /\ IsIdle /\ Me.written > 0
  /\ LET wrote == [type |-> "Wrote", count |-> Me.written, head |-> "UNTOUCHED"]
     IN  Becomes([After(Me, Step(Me.state, wrote)) EXCEPT !.written = 0])
  /\ Hidden /\ NobodyElse

\* The kernel took a part of a message, which nobody sees.
TakesPart ==
  /\ IsIdle /\ Me.written = 0 /\ Me.state.queue # <<>> /\ Me.state.head = "UNTOUCHED"
  /\ \E k \in at + 1 .. Len(Entries) :
       Entries[k].of = Who /\ Entries[k].seen.kind = "outcome" /\ Entries[k].seen.what = "Unknown"
  /\ Becomes(After(Me, Step(Me.state, [type |-> "Wrote", count |-> 0, head |-> "PARTLY"])))
  /\ Hidden /\ NobodyElse

\* The program sends or answers, and it is accepted.
Calls(ticket) ==
  CASE Mine.answers[ticket] = 0 -> {[type |-> "SendRequested", ticket |-> ticket]}
    [] Mine.answers[ticket] = -1 ->
         {[type |-> "ReplyRequested", ticket |-> ticket, id |-> Me.state.asking[k]] :
            k \in 1..Len(Me.state.asking)}
    [] OTHER -> {[type |-> "ReplyRequested", ticket |-> ticket, id |-> Mine.answers[ticket]]}

Sends ==
  /\ IsIdle /\ Me.written = 0 /\ ~HasClaimed
  /\ \E ticket \in Acceptable(Me) : \E call \in Calls(ticket) :
       LET step == Step(Me.state, call) IN
       /\ ~(\E k \in 1..Len(step.out) : step.out[k].type = "Refuse")
       /\ Becomes(After(Accepted(Me, ticket), step))
  /\ Hidden /\ NobodyElse

\* Only what leads to something that is seen next, or to a frame of the connection's own, which may leave later.
LeadsOn(step) ==
  LET shown == Shows(Me.state, step) IN
  IF shown = <<>>
  THEN \E k \in at + 1 .. Len(Entries) :
         LET seen == Entries[k].seen IN
         /\ Entries[k].of = Who /\ seen.kind = "own" /\ Me.control[seen.what] = 0
         /\ Added(Me.control, step.out)[seen.what] = 1
  ELSE Head(shown) = Entry.seen

\* A verdict that refuses, a timer, or the connection.
Happens ==
  /\ IsIdle /\ Me.written = 0 /\ ~HasClaimed
  /\ \E type \in {"VerdictRefused", "TurnedAway", "ConnectionLost", "Malformed", "HandshakeDeadlinePassed",
                   "CloseDeadlinePassed", "PeerFellSilent", "KeepaliveDue"} :
       LET step == Step(Me.state, [type |-> type])
       IN  LeadsOn(step) /\ Becomes(After(Me, step))
  /\ Hidden /\ NobodyElse

\* What is open is denied, each by a message that answers it (HF-33).
Closes ==
  /\ IsIdle /\ Me.written = 0 /\ ~HasClaimed
  /\ \E tickets \in Denials(Me, IF Me.state.name = "Registered" THEN Me.state.asking ELSE <<>>) :
       LET step == Step(Me.state, [type |-> "CloseRequested", tickets |-> tickets])
       IN  LeadsOn(step) /\ Becomes(After(AllAccepted(Me, tickets), step))
  /\ Hidden /\ NobodyElse

(***************************************************************************)
(* Who holds the childId (HF-15).                                          *)
(***************************************************************************)
IsFree ==
  IF holder = 0 THEN TRUE ELSE sides[holder].state.name = "Closed" \/ Traces[trace].policy = "REPLACE"

\* Of a connection whose verdict is yes; the old holder may learn of it before that shows.
Claims ==
  /\ IsLeft /\ IsFree
  /\ \E c \in DOMAIN sides :
       /\ Who \in {c, holder}
       /\ sides[c].state.name = "Authorizing" /\ sides[c].due = <<>> /\ holder # c
       /\ holder' = c
  /\ superseded' = superseded \cup ({holder} \ {0})
  /\ UNCHANGED <<trace, at, sides>>

Registers ==
  /\ IsIdle /\ HasClaimed
  /\ Becomes(After(Me, Step(Me.state, [type |-> "VerdictAccepted"])))
  /\ Hidden /\ NobodyElse

IsSuperseded ==
  /\ IsIdle /\ Me.written = 0 /\ Who \in superseded
  /\ LET step == Step(Me.state, [type |-> "Superseded"])
     IN  LeadsOn(step) /\ Becomes(After(Me, step))
  /\ superseded' = superseded \ {Who}
  /\ Hidden /\ UNCHANGED holder

Init ==
  /\ trace \in DOMAIN Traces
  /\ at = 0 /\ holder = 0 /\ superseded = {}
  /\ sides = [c \in 1..Len(Traces[trace].messages) |-> Unseen]

Next ==
  \/ Follows \/ Arrives \/ Leaves \/ OwnLeaves \/ Reports \/ TakesPart \/ Sends \/ Happens \/ Closes
  \/ Claims \/ Registers \/ IsSuperseded

Spec == Init /\ [][Next]_vars

\* Printed for each trace whose every entry is explained, with nothing left over.
IsDone(me) == me.due = <<>> /\ me.written = 0
Told ==
  ~IsLeft /\ (\A c \in DOMAIN sides : IsDone(sides[c]))
      /\ (holder = 0 \/ sides[holder].state.name # "Authorizing")
    => PrintT(<<"possible", trace>>)
=============================================================================
