---------------------------- MODULE ClientMachine ----------------------------
(***************************************************************************)
(* The worker's machine as a pure function: Step(state, input) gives the   *)
(* next state and the effects.  Every name is that of the Java machine     *)
(* (dev.handfast.transition.ClientHandshake), and the build compares the   *)
(* two, cell by cell.                                                      *)
(*                                                                         *)
(* Left out, because no transition depends on it: what a frame says, why   *)
(* an attempt to connect failed and how often, and how long a timer runs.  *)
(* A message is its ticket; a request is named by its message's ticket.    *)
(* No message here may be dropped for a later one (HF-32).                 *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets

CONSTANT Limit  \* how many messages may wait, and how many requests may be open

(***************************************************************************)
(* States.  One shape for all; what a state does not own has the value     *)
(* that it has in Idle.  `before` is where the handshake is while the      *)
(* owner wants to close already.                                           *)
(***************************************************************************)
Idle == [name |-> "Idle", before |-> "", queue |-> <<>>, head |-> "UNTOUCHED",
         asks |-> {}, cause |-> ""]

In(name, queue, asks) ==
  [Idle EXCEPT !.name = name, !.queue = queue, !.asks = asks]

Session(name, queue, head, asks) ==
  [Idle EXCEPT !.name = name, !.queue = queue, !.head = head, !.asks = asks]

Finishing(before, queue, asks) ==
  [In("Finishing", queue, asks) EXCEPT !.before = before]

Closed(cause) == [Idle EXCEPT !.name = "Closed", !.cause = cause]

Opening == {"Connecting", "AwaitingAck"}

(***************************************************************************)
(* Effects, and what a step returns.                                       *)
(***************************************************************************)
Effect(type) == [type |-> type]
Of(type, id) == [type |-> type, id |-> id]
With(type, detail) == [type |-> type, detail |-> detail]
Arm(timer) == With("Arm", timer)
Disarm(timer) == With("Disarm", timer)
ArmRequest(id) == [type |-> "Arm", detail |-> "RequestTimeout", id |-> id]
DisarmRequest(id) == [type |-> "Disarm", detail |-> "RequestTimeout", id |-> id]
Settle(id, delivery) == [type |-> "Settle", id |-> id, detail |-> delivery]
EndRequest(id, outcome) == [type |-> "EndRequest", id |-> id, detail |-> outcome]
Refuse(id, why) == [type |-> "Refuse", id |-> id, detail |-> why]
Ignore(why) == With("Ignore", why)

Go(next, out) == [next |-> next, out |-> out]
Stay(s) == Go(s, <<>>)

ElementsInOrder(set) ==  \* requests are kept in the order of their tickets
  LET F[left \in SUBSET set] ==
        IF left = {} THEN <<>>
        ELSE LET first == CHOOSE x \in left : \A y \in left : x <= y
             IN  <<first>> \o F[left \ {first}]
  IN  F[set]

Each(sequence, effect(_)) == [k \in 1..Len(sequence) |-> effect(sequence[k])]
EachOf(set, effect(_)) == Each(ElementsInOrder(set), effect)
Without(queue, id) == SelectSeq(queue, LAMBDA other : other # id)
Dropped(queue, count) == SubSeq(queue, count + 1, Len(queue))
Fits(queue) == Len(queue) < Limit

(***************************************************************************)
(* The ways out of a state.                                                *)
(***************************************************************************)

\* The only way into Closed: every accepted message and every request ends here (HF-5, HF-7).
CloseAfter(before, queue, head, asks, cause) ==
  LET Outcome(k) == IF k = 1 /\ head = "PARTLY" THEN "Unknown" ELSE "Failed"
      Lost(id) == EndRequest(id, "Lost")
  IN  Go(Closed(cause),
         before \o <<Effect("Hangup")>>
           \o [k \in 1..Len(queue) |-> Settle(queue[k], Outcome(k))]
           \o EachOf(asks, Lost)
           \o <<With("AnnounceClosed", cause)>>)

Close(s, cause) == CloseAfter(<<>>, s.queue, s.head, s.asks, cause)

Misbehaved(s) ==
  CloseAfter(<<Effect("TransmitProtocolError")>>, s.queue, s.head, s.asks, "PeerMisbehaved")

Transmit(id) == Of("Transmit", id)

\* The only way into Ready: what waited goes to the writer, in order, before anything later (HF-3).
Open(s, peer) ==
  Go(Session("Ready", s.queue, "UNTOUCHED", s.asks),
     <<Disarm("HandshakeDeadline"), Effect("AnnounceReady")>>
       \o Each(s.queue, Transmit)
       \o (IF peer = "EXTENDED" THEN <<Arm("Keepalive")>> ELSE <<>>))

\* Draining while something is unwritten, then HalfClosed.
Leave(queue, head, asks, effects) ==
  IF queue # <<>>
  THEN Go(Session("Draining", queue, head, asks), effects)
  ELSE Go(Session("HalfClosed", <<>>, "UNTOUCHED", asks), effects \o <<Effect("HalfClose")>>)

Flush(s) == Leave(s.queue, "UNTOUCHED", s.asks, <<Disarm("HandshakeDeadline")>> \o Each(s.queue, Transmit))

Finish(s) ==
  IF s.queue = <<>>
  THEN Close(s, "ClosedLocally")
  ELSE Go(Finishing(s.name, s.queue, s.asks), <<Arm("CloseDeadline")>>)

Written(id) == Settle(id, "Written")

(***************************************************************************)
(* The ways to stay.                                                       *)
(***************************************************************************)

\* Check and enqueueing are one step, so no send slips past the flush or behind it (HF-3).
Hold(s, id) ==
  IF Fits(s.queue)
  THEN Stay([s EXCEPT !.queue = Append(@, id)])
  ELSE Go(s, <<Refuse(id, "Full")>>)

RoomForAsk(s) == Fits(s.queue) /\ Cardinality(s.asks) < Limit

HoldAsk(s, id) ==
  IF RoomForAsk(s)
  THEN Go([s EXCEPT !.queue = Append(@, id), !.asks = @ \cup {id}], <<ArmRequest(id)>>)
  ELSE Go(s, <<Refuse(id, "Full")>>)

\* Takes a request back before it was transmitted, so that it never will be (HF-8).
Withdraw(s, id, outcome, failure) ==
  IF id \notin s.asks
  THEN Stay(s)
  ELSE Go([s EXCEPT !.queue = Without(@, id), !.asks = @ \ {id}],
          <<DisarmRequest(id), Settle(id, failure), EndRequest(id, outcome)>>)

Expire(s, id) == Withdraw(s, id, "TimedOut", "WithdrawnOnTimeout")
Cancel(s, id) == Withdraw(s, id, "Cancelled", "WithdrawnOnCancel")

\* A response settles the request that it names and no other (HF-7).
Answer(s, id) ==
  IF id \notin s.asks
  THEN Go(s, <<Ignore("UNKNOWN_REQUEST")>>)
  ELSE Go([s EXCEPT !.asks = @ \ {id}], <<DisarmRequest(id), Of("Answer", id)>>)

End(s, id, outcome) ==
  IF id \notin s.asks
  THEN Stay(s)
  ELSE Go([s EXCEPT !.asks = @ \ {id}], <<DisarmRequest(id), EndRequest(id, outcome)>>)

\* A task that was called off waits for no permission (HF-30).
RECURSIVE CalledOff(_)
CalledOff(ids) ==
  IF ids = <<>> THEN <<>>
  ELSE <<DisarmRequest(Head(ids)), EndRequest(Head(ids), "CalledOff")>> \o CalledOff(Tail(ids))

CallOff(s) ==
  Go([s EXCEPT !.asks = {}], CalledOff(ElementsInOrder(s.asks)) \o <<Effect("Deliver")>>)

NotOpen(s, id, cause) == Go(s, <<Refuse(id, cause)>>)
IgnoreIt(s) == Go(s, <<Ignore("NOT_OPEN")>>)
IgnoreUnknown(s) == Go(s, <<Ignore("UNKNOWN_TYPE")>>)
IgnoreAck(s) == Go(s, <<Ignore("SECOND_ACK")>>)

(***************************************************************************)
(* Inputs.                                                                 *)
(***************************************************************************)
Acks == {"AckAccepted", "AckRefused", "AckMisaddressed"}
Answers == {"ResponseReceived", "OrderReceived", "CancelReceived"}
Wrong == {"WrongDirection", "Malformed"}
Frames == Acks \cup Answers \cup Wrong
            \cup {"PingReceived", "PongReceived", "UnknownReceived", "ProtocolErrorReceived"}
Attempts == {"Opened", "ConnectRefused", "ConnectFailed", "RetryDue"}

(***************************************************************************)
(* The table.                                                              *)
(***************************************************************************)
IdleStep(s, i) ==
  CASE i.type = "Started" ->
         Go(In("Connecting", s.queue, s.asks), <<Arm("HandshakeDeadline"), Effect("Open")>>)
    [] i.type = "SendRequested" -> Hold(s, i.id)
    [] i.type = "RequestMade" -> HoldAsk(s, i.id)
    [] i.type = "RequestTimedOut" -> Expire(s, i.id)
    [] i.type = "RequestCancelled" -> Cancel(s, i.id)
    [] i.type = "CloseRequested" -> Close(s, "ClosedLocally")
    [] i.type = "UnknownReceived" -> IgnoreUnknown(s)
    [] i.type \in Frames \ {"UnknownReceived"} -> IgnoreIt(s)
    [] OTHER -> Stay(s)

ConnectingStep(s, i) ==
  CASE i.type = "Opened" ->
         Go(In("AwaitingAck", s.queue, s.asks), <<Effect("TransmitHandshake")>>)  \* HF-2
    [] i.type = "ConnectRefused" -> Go(s, <<Arm("RetryDelay")>>)
    [] i.type = "RetryDue" -> Go(s, <<Effect("Open")>>)
    [] i.type = "ConnectFailed" -> Close(s, "ConnectFailed")
    [] i.type = "HandshakeDeadlinePassed" -> Close(s, "HandshakeTimedOut")
    [] i.type = "SendRequested" -> Hold(s, i.id)
    [] i.type = "RequestMade" -> HoldAsk(s, i.id)
    [] i.type = "RequestTimedOut" -> Expire(s, i.id)
    [] i.type = "RequestCancelled" -> Cancel(s, i.id)
    [] i.type = "CloseRequested" -> Finish(s)
    [] i.type = "UnknownReceived" -> IgnoreUnknown(s)
    [] i.type \in Frames \ {"UnknownReceived"} -> IgnoreIt(s)
    [] OTHER -> Stay(s)

AwaitingAckStep(s, i) ==
  CASE i.type = "AckAccepted" -> Open(s, i.peer)
    [] i.type = "AckRefused" -> Close(s, "Refused")
    [] i.type = "HandshakeDeadlinePassed" -> Close(s, "HandshakeTimedOut")
    [] i.type = "ConnectionLost" -> Close(s, "PeerClosed")
    [] i.type = "SendRequested" -> Hold(s, i.id)  \* HF-1, HF-3
    [] i.type = "RequestMade" -> HoldAsk(s, i.id)
    [] i.type = "RequestTimedOut" -> Expire(s, i.id)
    [] i.type = "RequestCancelled" -> Cancel(s, i.id)
    [] i.type = "CloseRequested" -> Finish(s)
    [] i.type = "PingReceived" -> Go(s, <<Effect("TransmitPong")>>)  \* HF-9
    [] i.type = "UnknownReceived" -> IgnoreUnknown(s)
    [] i.type \in Answers \cup Wrong \cup {"AckMisaddressed"} -> Misbehaved(s)
    [] i.type = "ProtocolErrorReceived" -> Close(s, "PeerReported")
    [] OTHER -> Stay(s)

\* The handshake goes on as if nobody had asked to close; then everything is flushed (HF-12).
AsBefore(s, i) ==
  LET was == In(s.before, s.queue, s.asks)
      step == IF s.before = "Connecting" THEN ConnectingStep(was, i) ELSE AwaitingAckStep(was, i)
  IN  IF step.next.name \notin Opening THEN step
      ELSE IF step.next.queue = <<>> /\ s.queue # <<>>
      THEN CloseAfter(step.out, <<>>, "UNTOUCHED", step.next.asks, "ClosedLocally")
      ELSE Go(Finishing(step.next.name, step.next.queue, step.next.asks), step.out)

FinishingStep(s, i) ==
  CASE i.type = "AckAccepted" -> IF s.before = "Connecting" THEN IgnoreIt(s) ELSE Flush(s)
    [] i.type \in {"SendRequested", "RequestMade"} -> NotOpen(s, i.id, "ClosedLocally")
    [] i.type = "CloseDeadlinePassed" -> Close(s, "DrainTimedOut")
    [] i.type \in {"CloseRequested", "Started", "Wrote", "KeepaliveDue", "PeerFellSilent"} -> Stay(s)
    [] OTHER -> AsBefore(s, i)

AfterWrote(s, i) == Dropped(s.queue, i.count)
SettledBy(s, i) == Each(SubSeq(s.queue, 1, i.count), Written)

ReadyStep(s, i) ==
  CASE i.type = "SendRequested" /\ Fits(s.queue) ->
         Go([s EXCEPT !.queue = Append(@, i.id)], <<Transmit(i.id)>>)
    [] i.type = "RequestMade" /\ RoomForAsk(s) ->
         Go([s EXCEPT !.queue = Append(@, i.id), !.asks = @ \cup {i.id}],
            <<ArmRequest(i.id), Transmit(i.id)>>)
    [] i.type \in {"SendRequested", "RequestMade"} -> Go(s, <<Refuse(i.id, "Full")>>)
    [] i.type = "Wrote" ->
         Go([s EXCEPT !.queue = AfterWrote(s, i), !.head = i.head], SettledBy(s, i))
    [] i.type = "ResponseReceived" -> Answer(s, i.id)
    [] i.type = "RequestTimedOut" -> End(s, i.id, "TimedOut")
    [] i.type = "RequestCancelled" -> End(s, i.id, "Cancelled")
    [] i.type = "OrderReceived" -> Go(s, <<Effect("Deliver")>>)
    [] i.type = "CancelReceived" -> CallOff(s)
    [] i.type = "PingReceived" -> Go(s, <<Effect("TransmitPong")>>)  \* HF-9
    [] i.type = "KeepaliveDue" -> Go(s, <<Effect("TransmitPing"), Arm("Keepalive")>>)  \* HF-21
    [] i.type = "PeerFellSilent" -> Close(s, "PeerSilent")  \* HF-21
    [] i.type = "CloseRequested" ->
         Leave(s.queue, s.head, s.asks, <<Disarm("Keepalive"), Arm("CloseDeadline")>>)
    [] i.type = "ConnectionLost" -> Close(s, "PeerClosed")
    [] i.type \in Acks -> IgnoreAck(s)  \* HF-6
    [] i.type = "UnknownReceived" -> IgnoreUnknown(s)
    [] i.type \in Wrong -> Misbehaved(s)
    [] i.type = "ProtocolErrorReceived" -> Close(s, "PeerReported")
    [] OTHER -> Stay(s)

DrainingStep(s, i) ==
  CASE i.type = "Wrote" -> Leave(AfterWrote(s, i), i.head, s.asks, SettledBy(s, i))
    [] i.type = "CloseDeadlinePassed" -> Close(s, "DrainTimedOut")
    [] i.type \in {"SendRequested", "RequestMade"} -> NotOpen(s, i.id, "ClosedLocally")
    [] i.type = "ResponseReceived" -> Answer(s, i.id)
    [] i.type = "RequestTimedOut" -> End(s, i.id, "TimedOut")
    [] i.type = "RequestCancelled" -> End(s, i.id, "Cancelled")
    [] i.type = "OrderReceived" -> Go(s, <<Effect("Deliver")>>)
    [] i.type = "CancelReceived" -> CallOff(s)
    [] i.type = "PingReceived" -> Go(s, <<Effect("TransmitPong")>>)  \* HF-9
    [] i.type = "ConnectionLost" -> Close(s, "PeerClosed")
    [] i.type \in Acks -> IgnoreAck(s)  \* HF-6
    [] i.type = "UnknownReceived" -> IgnoreUnknown(s)
    [] i.type \in Wrong -> Misbehaved(s)
    [] i.type = "ProtocolErrorReceived" -> Close(s, "PeerReported")
    [] OTHER -> Stay(s)

\* Nothing can be written any more; what the orchestrator had written is still read (HF-12).
HalfClosedStep(s, i) ==
  CASE i.type \in {"ConnectionLost", "CloseDeadlinePassed"} -> Close(s, "ClosedLocally")
    [] i.type = "ResponseReceived" -> Answer(s, i.id)
    [] i.type = "RequestTimedOut" -> End(s, i.id, "TimedOut")
    [] i.type = "RequestCancelled" -> End(s, i.id, "Cancelled")
    [] i.type = "OrderReceived" -> Go(s, <<Effect("Deliver")>>)
    [] i.type = "CancelReceived" -> CallOff(s)
    [] i.type \in {"SendRequested", "RequestMade"} -> NotOpen(s, i.id, "ClosedLocally")
    [] i.type \in Acks -> IgnoreAck(s)  \* HF-6
    [] i.type = "UnknownReceived" -> IgnoreUnknown(s)
    [] i.type \in Wrong -> Close(s, "PeerMisbehaved")
    [] i.type = "ProtocolErrorReceived" -> Close(s, "PeerReported")
    [] OTHER -> Stay(s)

ClosedStep(s, i) ==
  CASE i.type = "Opened" -> Go(s, <<Effect("Hangup")>>)  \* HF-25
    [] i.type \in {"SendRequested", "RequestMade"} -> NotOpen(s, i.id, s.cause)  \* HF-10
    [] i.type = "UnknownReceived" -> IgnoreUnknown(s)
    [] i.type \in Frames \ {"UnknownReceived"} -> IgnoreIt(s)
    [] OTHER -> Stay(s)

Step(s, i) ==
  CASE s.name = "Idle" -> IdleStep(s, i)
    [] s.name = "Connecting" -> ConnectingStep(s, i)
    [] s.name = "AwaitingAck" -> AwaitingAckStep(s, i)
    [] s.name = "Finishing" -> FinishingStep(s, i)
    [] s.name = "Ready" -> ReadyStep(s, i)
    [] s.name = "Draining" -> DrainingStep(s, i)
    [] s.name = "HalfClosed" -> HalfClosedStep(s, i)
    [] s.name = "Closed" -> ClosedStep(s, i)
=============================================================================
