---------------------------- MODULE ServerMachine ----------------------------
(***************************************************************************)
(* One connection of the orchestrator as a pure function: Step(state,      *)
(* input) gives the next state and the effects.  Every name is that of the *)
(* Java machine (dev.handfast.transition.ServerHandshake), and the build   *)
(* compares the two, cell by cell.                                         *)
(*                                                                         *)
(* Left out, because no transition depends on it: what a frame says beyond *)
(* whose it is, and how long a timer runs.  A message is its ticket; a     *)
(* request is a number of its own.  `mine` says whether a frame names the  *)
(* childId of the session.  No message here may be dropped for a later one *)
(* (HF-32).                                                                *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets

CONSTANT Limit  \* how many messages may wait to be written

AwaitingHandshake == [name |-> "AwaitingHandshake", queue |-> <<>>, head |-> "UNTOUCHED",
                      asking |-> <<>>, cause |-> ""]

Authorizing == [AwaitingHandshake EXCEPT !.name = "Authorizing"]

Joined(name, queue, head, asking) ==
  [AwaitingHandshake EXCEPT !.name = name, !.queue = queue, !.head = head, !.asking = asking]

Closed(cause) == [AwaitingHandshake EXCEPT !.name = "Closed", !.cause = cause]

Effect(type) == [type |-> type]
Of(type, id) == [type |-> type, id |-> id]
With(type, detail) == [type |-> type, detail |-> detail]
Arm(timer) == With("Arm", timer)
Disarm(timer) == With("Disarm", timer)
Settle(id, delivery) == [type |-> "Settle", id |-> id, detail |-> delivery]
Refuse(id, why) == [type |-> "Refuse", id |-> id, detail |-> why]
Ignore(why) == With("Ignore", why)

Go(next, out) == [next |-> next, out |-> out]
Stay(s) == Go(s, <<>>)
Fits(queue) == Len(queue) < Limit

(***************************************************************************)
(* The ways out of a state.                                                *)
(***************************************************************************)

\* The only way into Registered: the ack goes to the writer before anybody can send (HF-14).
Register ==
  Go(Joined("Registered", <<>>, "UNTOUCHED", <<>>),
     <<Disarm("HandshakeDeadline"), Effect("TransmitAck"), Effect("AnnounceJoined"),
       Arm("Keepalive"), Effect("GoOnReading")>>)

End(before, cause) ==
  Go(Closed(cause), before \o <<Effect("Hangup"), With("AnnounceClosed", cause)>>)

Close(cause) == End(<<>>, cause)
TurnAway(cause) == End(<<Effect("TransmitRefusal")>>, cause)
MisbehavedEarly == End(<<Effect("TransmitProtocolError")>>, "PeerMisbehaved")

\* The only way out of a session: every accepted message ends here (HF-5), and left comes last.
LeaveAfter(before, s, cause) ==
  LET Outcome(k) == IF k = 1 /\ s.head = "PARTLY" THEN "Unknown" ELSE "Failed"
  IN  Go(Closed(cause),
         before \o <<Effect("Hangup")>>
           \o [k \in 1..Len(s.queue) |-> Settle(s.queue[k], Outcome(k))]
           \o <<Effect("Release"), With("AnnounceLeft", cause), With("AnnounceClosed", cause)>>)

Leave(s, cause) == LeaveAfter(<<>>, s, cause)

\* In HalfClosed nothing can be written any more.
Misbehaved(s) ==
  LeaveAfter(IF s.name = "HalfClosed" THEN <<>> ELSE <<Effect("TransmitProtocolError")>>,
             s, "PeerMisbehaved")

\* Draining while something is unwritten, then HalfClosed.
Finish(queue, head, asking, effects) ==
  IF queue # <<>>
  THEN Go(Joined("Draining", queue, head, asking), effects)
  ELSE Go(Joined("HalfClosed", <<>>, "UNTOUCHED", asking), effects \o <<Effect("HalfClose")>>)

\* What is open gets its one answer in this very step: oldest first, behind all that was accepted
\* and before the end of our direction (HF-33).  Each denial has a ticket of its own.
Drain(s, i) ==
  LET Denial(k) == Of("Transmit", i.tickets[k])
      Told(k) == Of("AnnounceAnswered", s.asking[k])
      Answers == [n \in 1..(2 * Len(s.asking)) |->
                    IF n % 2 = 1 THEN Denial((n + 1) \div 2) ELSE Told(n \div 2)]
  IN  Finish(s.queue \o i.tickets, s.head, <<>>,
             <<Disarm("Keepalive"), Arm("CloseDeadline")>> \o Answers)

(***************************************************************************)
(* The ways to stay.                                                       *)
(***************************************************************************)
Open(s, id) == \E k \in 1..Len(s.asking) : s.asking[k] = id

Reported(s, i) == IF i.mine THEN Go(s, <<Effect("Deliver")>>) ELSE Misbehaved(s)  \* HF-15

Asked(s, i) ==
  IF ~i.mine \/ Open(s, i.id)
  THEN Misbehaved(s)
  ELSE Go([s EXCEPT !.asking = Append(@, i.id)], <<Effect("Deliver")>>)

\* A reply goes out even over the limit: the worker's open requests bound their number.
Reply(s, i) ==
  IF Open(s, i.id)
  THEN Go([s EXCEPT !.queue = Append(@, i.ticket), !.asking = SelectSeq(@, LAMBDA id : id # i.id)],
          <<Of("Transmit", i.ticket), Of("AnnounceAnswered", i.id)>>)
  ELSE Go(s, <<Refuse(i.ticket, "NobodyAsks")>>)

NotOpen(s, ticket, cause) == Go(s, <<Refuse(ticket, cause)>>)
NobodyAsks(s, i) == Go(s, <<Refuse(i.ticket, "NobodyAsks")>>)
IgnoreIt(s) == Go(s, <<Ignore("NOT_OPEN")>>)
IgnoreUnknown(s) == Go(s, <<Ignore("UNKNOWN_TYPE")>>)
GiveBack(s) == Go(s, <<Effect("Release")>>)  \* a verdict that comes too late takes nobody's place

Wrong == {"WrongDirection", "Malformed"}
Frames == Wrong \cup {"HandshakeReceived", "ReportReceived", "PermissionAsked", "PingReceived",
                      "PongReceived", "UnknownReceived", "ProtocolErrorReceived"}

(***************************************************************************)
(* The table.                                                              *)
(***************************************************************************)
AwaitingHandshakeStep(s, i) ==
  CASE i.type = "HandshakeReceived" ->
         Go(Authorizing, <<Effect("StopReading"), Effect("Authorize")>>)  \* HF-27
    [] i.type = "Opened" -> Go(s, <<Arm("HandshakeDeadline")>>)  \* HF-16
    [] i.type = "PingReceived" -> Go(s, <<Effect("TransmitPong")>>)  \* HF-9
    [] i.type = "UnknownReceived" -> IgnoreUnknown(s)
    [] i.type \in Wrong \cup {"ReportReceived", "PermissionAsked"} -> MisbehavedEarly  \* HF-13
    [] i.type = "ProtocolErrorReceived" -> Close("PeerReported")
    [] i.type = "HandshakeDeadlinePassed" -> TurnAway("HandshakeTimedOut")  \* HF-16
    [] i.type = "TurnedAway" -> TurnAway("Refused")
    [] i.type = "CloseRequested" -> TurnAway("ClosedLocally")
    [] i.type = "ConnectionLost" -> Close("PeerClosed")
    [] i.type = "SendRequested" -> NotOpen(s, i.ticket, "ClosedLocally")
    [] i.type = "ReplyRequested" -> NobodyAsks(s, i)
    [] i.type = "VerdictAccepted" -> GiveBack(s)
    [] OTHER -> Stay(s)

\* No frame is taken here (HF-27).
AuthorizingStep(s, i) ==
  CASE i.type = "VerdictAccepted" -> Register
    [] i.type = "VerdictRefused" -> TurnAway("Refused")
    [] i.type = "Superseded" -> TurnAway("Superseded")  \* HF-15
    [] i.type = "HandshakeDeadlinePassed" -> TurnAway("HandshakeTimedOut")
    [] i.type = "CloseRequested" -> TurnAway("ClosedLocally")
    [] i.type = "ConnectionLost" -> Close("PeerClosed")
    [] i.type = "SendRequested" -> NotOpen(s, i.ticket, "ClosedLocally")
    [] i.type = "ReplyRequested" -> NobodyAsks(s, i)
    [] i.type = "UnknownReceived" -> IgnoreUnknown(s)
    [] i.type \in Frames \ {"UnknownReceived"} -> IgnoreIt(s)
    [] OTHER -> Stay(s)

AfterWrote(s, i) == SubSeq(s.queue, i.count + 1, Len(s.queue))
SettledBy(s, i) == [k \in 1..i.count |-> Settle(s.queue[k], "Written")]

RegisteredStep(s, i) ==
  CASE i.type = "ReportReceived" -> Reported(s, i)
    [] i.type = "PermissionAsked" -> Asked(s, i)
    [] i.type = "SendRequested" ->
         IF Fits(s.queue)
         THEN Go([s EXCEPT !.queue = Append(@, i.ticket)], <<Of("Transmit", i.ticket)>>)
         ELSE Go(s, <<Refuse(i.ticket, "Full")>>)
    [] i.type = "ReplyRequested" -> Reply(s, i)
    [] i.type = "Wrote" ->
         Go([s EXCEPT !.queue = AfterWrote(s, i), !.head = i.head], SettledBy(s, i))
    [] i.type = "PingReceived" -> Go(s, <<Effect("TransmitPong")>>)  \* HF-9
    [] i.type = "UnknownReceived" -> IgnoreUnknown(s)
    [] i.type = "KeepaliveDue" -> Go(s, <<Effect("TransmitPing"), Arm("Keepalive")>>)  \* HF-21
    [] i.type = "PeerFellSilent" -> Leave(s, "PeerSilent")  \* HF-21
    [] i.type = "Superseded" -> Leave(s, "Superseded")  \* HF-15
    [] i.type = "CloseRequested" -> Drain(s, i)
    [] i.type = "ConnectionLost" -> Leave(s, "PeerClosed")
    [] i.type \in Wrong \cup {"HandshakeReceived"} -> Misbehaved(s)  \* HF-2, HF-17
    [] i.type = "ProtocolErrorReceived" -> Leave(s, "PeerReported")
    [] i.type = "VerdictAccepted" -> GiveBack(s)
    [] OTHER -> Stay(s)

DrainingStep(s, i) ==
  CASE i.type = "Wrote" -> Finish(AfterWrote(s, i), i.head, s.asking, SettledBy(s, i))
    [] i.type = "CloseDeadlinePassed" -> Leave(s, "DrainTimedOut")
    [] i.type = "ReportReceived" -> Reported(s, i)
    [] i.type = "PermissionAsked" -> Asked(s, i)
    [] i.type = "PingReceived" -> Go(s, <<Effect("TransmitPong")>>)  \* HF-9
    [] i.type = "UnknownReceived" -> IgnoreUnknown(s)
    [] i.type = "Superseded" -> Leave(s, "Superseded")
    [] i.type = "ConnectionLost" -> Leave(s, "PeerClosed")
    [] i.type \in {"SendRequested", "ReplyRequested"} -> NotOpen(s, i.ticket, "ClosedLocally")
    [] i.type \in Wrong \cup {"HandshakeReceived"} -> Misbehaved(s)
    [] i.type = "ProtocolErrorReceived" -> Leave(s, "PeerReported")
    [] i.type = "VerdictAccepted" -> GiveBack(s)
    [] OTHER -> Stay(s)

\* Nothing can be written any more; what the worker had written is still delivered (HF-12).
HalfClosedStep(s, i) ==
  CASE i.type \in {"ConnectionLost", "CloseDeadlinePassed"} -> Leave(s, "ClosedLocally")
    [] i.type = "ReportReceived" -> Reported(s, i)
    [] i.type = "PermissionAsked" -> Asked(s, i)
    [] i.type = "UnknownReceived" -> IgnoreUnknown(s)
    [] i.type = "Superseded" -> Leave(s, "Superseded")
    [] i.type \in {"SendRequested", "ReplyRequested"} -> NotOpen(s, i.ticket, "ClosedLocally")
    [] i.type \in Wrong \cup {"HandshakeReceived"} -> Misbehaved(s)
    [] i.type = "ProtocolErrorReceived" -> Leave(s, "PeerReported")
    [] i.type = "VerdictAccepted" -> GiveBack(s)
    [] OTHER -> Stay(s)

ClosedStep(s, i) ==
  CASE i.type = "Opened" -> Go(s, <<Effect("Hangup")>>)  \* HF-25
    [] i.type = "VerdictAccepted" -> GiveBack(s)
    [] i.type \in {"SendRequested", "ReplyRequested"} -> NotOpen(s, i.ticket, s.cause)  \* HF-10
    [] i.type = "UnknownReceived" -> IgnoreUnknown(s)
    [] i.type \in Frames \ {"UnknownReceived"} -> IgnoreIt(s)
    [] OTHER -> Stay(s)

Step(s, i) ==
  CASE s.name = "AwaitingHandshake" -> AwaitingHandshakeStep(s, i)
    [] s.name = "Authorizing" -> AuthorizingStep(s, i)
    [] s.name = "Registered" -> RegisteredStep(s, i)
    [] s.name = "Draining" -> DrainingStep(s, i)
    [] s.name = "HalfClosed" -> HalfClosedStep(s, i)
    [] s.name = "Closed" -> ClosedStep(s, i)
=============================================================================
