---------------------------- MODULE SystemFaults -----------------------------
(***************************************************************************)
(* System with one fault: bugs that others had (spec/races.yaml), and some *)
(* that this design could have.  Every fault must be caught by a property; *)
(* spec/manifest.yaml says by which.                                       *)
(*                                                                         *)
(* All faults are played in one run: the initial state chooses one, and a  *)
(* fault that was caught is followed no further.  The search goes by       *)
(* distance, so what is told of each fault is a shortest way to see it.    *)
(* SystemFaults.cfg puts the faulty functions in the place of ours.        *)
(***************************************************************************)
EXTENDS SystemRules

bug == scene  \* its name and its number are the fault's
memory == left.memory
Remembers(ids) == left' = [left EXCEPT !.memory = ids]

Without(step, type) == [step EXCEPT !.out = SelectSeq(@, LAMBDA e : e.type # type)]
First(ids) == CHOOSE id \in ids : \A other \in ids : id <= other
AckOf(peer) == [type |-> "AckAccepted", peer |-> peer]
AnswersTheFirst(s) ==
  IF s.asks = {} THEN C!Stay(s)
  ELSE C!Go([s EXCEPT !.asks = @ \ {First(s.asks)}], <<C!Of("Answer", First(s.asks))>>)

(***************************************************************************)
(* The worker's machine.                                                   *)
(***************************************************************************)
FaultyClient(s, i) ==
  LET right == C!Step(s, i)
      Is(name, type) == bug.name = name /\ i.type = type
      In(name) == s.name = name
  IN
  CASE Is("connected is taken for accepted", "Opened") /\ In("Connecting") ->
         LET ready == C!Step(right.next, AckOf("PLAIN"))
         IN  C!Go(ready.next, right.out \o ready.out)
    [] Is("what was accepted vanishes with a refusal", "AckRefused") -> Without(right, "Settle")
    [] Is("a close before the ack drops the queue", "CloseRequested") /\ s.name \in C!Opening ->
         C!Close(s, "ClosedLocally")
    [] Is("a close hangs up", "CloseRequested") /\ In("Ready") -> C!Close(s, "ClosedLocally")
    [] Is("what stands right behind the ack finds no handler", "OrderReceived") ->
         IF s.queue # <<>> THEN C!Stay(s) ELSE right
    [] Is("nothing leaves before a third message", "AckAccepted") -> C!Stay(s)
    [] Is("a ping before the verdict is not answered", "PingReceived") /\ In("AwaitingAck") -> C!Stay(s)
    [] Is("a drip moves the deadline", "HandshakeDeadlinePassed") /\ left.strays = {} ->
         C!Go(s, <<C!Arm("HandshakeDeadline")>>)
    [] Is("of two senders the second is refused", "SendRequested") /\ In("Ready") /\ s.queue # <<>> ->
         C!Go(s, <<C!Refuse(i.id, "Full")>>)
    [] Is("an answer comes before the entry is made", "ResponseReceived") /\ i.id \notin memory ->
         C!Stay(s)
    [] Is("an answer goes to whoever asked first", "ResponseReceived") -> AnswersTheFirst(s)
    [] Is("an entry is made after the last sweep", "RequestMade") /\ In("Closed") -> C!Stay(s)
    [] Is("an entry stays after the end", "ConnectionLost") -> Without(right, "EndRequest")
    [] Is("the first refusal is fatal", "ConnectRefused") /\ In("Connecting") ->
         C!Close(s, "ConnectFailed")
    [] Is("refused is taken as connected", "ConnectRefused") /\ In("Connecting") ->
         C!Step(s, [type |-> "Opened"])
    [] Is("the handshake waits in the users' queue", "Opened") /\ In("Connecting") ->
         C!Go(right.next, C!Each(s.queue, C!Transmit) \o right.out)
    [] Is("the next attempt takes itself for ready", "SendRequested") /\ In("AwaitingAck") ->
         C!Go(s, <<C!Refuse(i.id, "ClosedLocally")>>)
    [] Is("a connection that comes after the close stays", "Opened") /\ In("Closed") -> C!Stay(s)
    [] Is("the ack settles a request", "AckAccepted") /\ s.asks # {} -> AnswersTheFirst(s)
    [] Is("after a refusal the socket stays open", "AckRefused") -> Without(right, "Hangup")
    [] Is("an error during the flush is swallowed", "ConnectionLost") -> Without(right, "Settle")
    [] Is("a second ack settles a request", "AckAccepted") /\ In("Ready") -> AnswersTheFirst(s)
    [] Is("the queue takes whatever comes", "SendRequested") /\ s.name \in C!Opening ->
         C!Stay([s EXCEPT !.queue = Append(@, i.id)])
    [] Is("the gate holds the handshake back", "Opened") /\ In("Connecting") ->
         Without(right, "TransmitHandshake")
    [] Is("a cancel leaves requests waiting", "CancelReceived") /\ s.name \in InSession ->
         C!Go(s, <<C!Effect("Deliver")>>)
    [] Is("a failed attempt is told to nobody", "ConnectFailed") -> C!Stay(s)
    [] Is("what was cut counts as failed", "ConnectionLost") -> C!Step([s EXCEPT !.head = "UNTOUCHED"], i)
    [] Is("a request that timed out is sent all the same", "RequestTimedOut") /\ i.id \in s.asks ->
         C!End(s, i.id, "TimedOut")
    [] Is("a malformed line is skipped", "Malformed") -> C!Stay(s)
    [] Is("a worker pings everybody", "AckAccepted") -> C!Step(s, AckOf("EXTENDED"))
    [] Is("nobody listens for silence", "AckAccepted") -> C!Step(s, AckOf("PLAIN"))
    [] Is("a close after the end changes its cause", "CloseRequested") /\ In("Closed") ->
         C!Stay(C!Closed("ClosedLocally"))
    [] Is("a worker waits for its ack without end", "Started") -> Without(right, "Arm")
    [] Is("a close waits for its peer without end", "CloseRequested") /\ In("Ready") -> Without(right, "Arm")
    [] OTHER -> right

(***************************************************************************)
(* The orchestrator's machine.                                             *)
(***************************************************************************)
FaultyServer(s, i) ==
  LET right == S!Step(s, i)
      Is(name, type) == bug.name = name /\ i.type = type
      In(name) == s.name = name
  IN
  CASE Is("a broadcast overtakes the ack", "VerdictAccepted") /\ In("Authorizing") ->
         Without(right, "TransmitAck")
    [] Is("what comes before the handshake reaches a handler", "ReportReceived") /\ In("AwaitingHandshake") ->
         S!Go(s, <<S!Effect("Deliver")>>)
    [] Is("a handshake takes for ever", "Opened") -> Without(right, "Arm")
    [] Is("left is told twice", "ConnectionLost") /\ s.name \in {"Registered", "HalfClosed"} ->
         S!Go(right.next, right.out \o <<S!With("AnnounceLeft", "PeerClosed")>>)
    [] Is("a slow reader's messages are kept without bound", "SendRequested") /\ In("Registered") ->
         S!Go([s EXCEPT !.queue = Append(@, i.ticket)], <<S!Of("Transmit", i.ticket)>>)
    [] Is("a stop drops what waits", "CloseRequested") /\ In("Registered") -> S!Leave(s, "ClosedLocally")
    [] Is("a request that is open at a stop is forgotten", "CloseRequested") /\ In("Registered") ->
         S!Finish(s.queue, s.head, s.asking, <<S!Disarm("Keepalive"), S!Arm("CloseDeadline")>>)
    [] Is("a send to the dead succeeds", "SendRequested") /\ In("Closed") ->
         S!Go(s, <<S!Settle(i.ticket, "Written")>>)
    [] Is("bytes are read while the verdict is out", "HandshakeReceived") -> Without(right, "StopReading")
    [] Is("what is answered can be answered again", "ReplyRequested") /\ In("Registered") ->
         S!Go([right.next EXCEPT !.asking = s.asking], right.out)
    [] OTHER -> right

(***************************************************************************)
(* What surrounds them.                                                    *)
(***************************************************************************)
FaultyBehind(flow) ==
  IF bug.name = "the rest of the chunk is lost" /\ Head(flow).type \in {"handshake", "ack"}
  THEN <<>> ELSE Tail(flow)

FaultyMayRead(side) ==
  /\ ~end[side].paused
  /\ bug.name = "nothing is read while something waits to be written"
       => end[side].out = <<>> \/ pipe[Outgoing(side)].deaf

FaultyClientIsFree ==
  alive.client = "ALIVE" /\ (bug.name # "an end is decided while the kernel takes bytes" => ~end.client.writing)

\* A sender looks: the handshake is open, so its message belongs into the queue...
Looks(sender) ==
  /\ bug.name = "a sender looks, and enters the queue after its flush"
  /\ client.name \in C!Opening /\ Goes(sender) /\ memory = {}
  /\ Remembers({sender})
  /\ UNCHANGED <<scene, client, server, end, pipe, attempt, verdict, line, books, wire, alive>>

\* ...and enters it, when nobody will look into it again.
EntersLate(sender) ==
  /\ bug.name = "a sender looks, and enters the queue after its flush"
  /\ sender \in memory /\ client.name = "Ready"
  /\ books' = Entered("report")
  /\ left' = [left EXCEPT !.calls[sender] = @ - 1, !.memory = {0}]
  /\ UNCHANGED <<scene, client, server, end, pipe, attempt, verdict, line, wire, alive>>

\* While the queue is being flushed, a sender finds the state ready and writes.
SendsAhead(sender) ==
  /\ bug.name = "a new message goes ahead of the flush"
  /\ client.name = "Ready" /\ client.queue # <<>> /\ ~end.client.begun /\ Goes(sender)
  /\ LET frame == Named("report", NextTicket) IN
     /\ end' = [end EXCEPT !.client.out = <<frame>> \o @]
     /\ client' = [client EXCEPT !.queue = Append(@, frame.id)]
  /\ books' = Entered("report")
  /\ left' = [left EXCEPT !.calls[sender] = @ - 1]
  /\ UNCHANGED <<scene, server, pipe, attempt, verdict, line, wire, alive>>

\* The entry is made by the thread that asked, when its request is on its way already.
MakesTheEntry == \E id \in client.asks :
  /\ bug.name = "an answer comes before the entry is made"
  /\ id \notin memory /\ Remembers(memory \cup {id})
  /\ UNCHANGED <<scene, client, server, end, pipe, attempt, verdict, line, books, wire, alive>>

\* The ack follows when the worker is in the register already.
AcksLate ==
  /\ bug.name = "a broadcast overtakes the ack" /\ server.name = "Registered" /\ memory = {}
  /\ end' = [end EXCEPT !.server.out = Append(@, Frame("ack"))]
  /\ Remembers({0})
  /\ UNCHANGED <<scene, client, server, pipe, attempt, verdict, line, books, wire, alive>>

\* A second sender writes to the socket itself, in the middle of the first one's frame.
WritesBetween ==
  /\ bug.name = "the bytes of two senders run into each other"
  /\ end.client.begun /\ IsMessage(Head(end.client.out)) /\ Len(end.client.out) > 1
  /\ LET second == end.client.out[2] IN
     /\ end' = [end EXCEPT !.client.out = <<Head(@)>> \o SubSeq(@, 3, Len(@)), !.client.writing = TRUE,
                           !.client.taken = @ + 1]
     /\ pipe' = [pipe EXCEPT !.up.flow = Append(@, second)]
     /\ wire' = [wire EXCEPT !.up = Append(@, second.id)]
  /\ UNCHANGED <<scene, left, client, server, attempt, verdict, line, books, alive>>

Deviates ==
  \/ \E sender \in Senders : Looks(sender) \/ EntersLate(sender) \/ SendsAhead(sender)
  \/ MakesTheEntry \/ AcksLate \/ WritesBetween

(***************************************************************************)
(* The faults, each with a scene in which it shows.                        *)
(***************************************************************************)
Small(allowed) == Extended("small", allowed)
Plainly(allowed) == Scene("plain", "Fail", "PLAIN", 2, allowed)

One == [Nothing EXCEPT !.calls = 1]
Asks == [One EXCEPT !.asks = 1]

Faults == <<
  [name |-> "connected is taken for accepted",
   scene |-> Small(One)],
  [name |-> "a sender looks, and enters the queue after its flush",
   scene |-> Small(One)],
  [name |-> "a new message goes ahead of the flush",
   scene |-> Small(One)],
  [name |-> "what was accepted vanishes with a refusal",
   scene |-> Small([One EXCEPT !.refusals = 1])],
  [name |-> "a close before the ack drops the queue",
   scene |-> Small([One EXCEPT !.closes = 1])],
  [name |-> "a close hangs up",
   scene |-> Small([One EXCEPT !.closes = 1])],
  [name |-> "what stands right behind the ack finds no handler",
   scene |-> Small([One EXCEPT !.orders = 1])],
  [name |-> "nothing leaves before a third message",
   scene |-> Small(Nothing)],
  [name |-> "a ping before the verdict is not answered",
   scene |-> Small([Nothing EXCEPT !.strays = {"ping"}])],
  [name |-> "a drip moves the deadline",
   scene |-> Small([Nothing EXCEPT !.strays = {"ping"}])],
  [name |-> "of two senders the second is refused",
   scene |-> Small(One)],
  [name |-> "the bytes of two senders run into each other",
   scene |-> Small([One EXCEPT !.halves = 1])],
  [name |-> "an answer comes before the entry is made",
   scene |-> Small(Asks)],
  [name |-> "an answer goes to whoever asked first",
   scene |-> Small([Asks EXCEPT !.strays = {"response"}])],
  [name |-> "an entry is made after the last sweep",
   scene |-> Small([Asks EXCEPT !.closes = 1])],
  [name |-> "an entry stays after the end",
   scene |-> Small([Asks EXCEPT !.faults = {"Cut"}])],
  [name |-> "the first refusal is fatal",
   scene |-> Small([Nothing EXCEPT !.retries = 1])],
  [name |-> "refused is taken as connected",
   scene |-> Small([Nothing EXCEPT !.retries = 1])],
  [name |-> "the handshake waits in the users' queue",
   scene |-> Small(One)],
  [name |-> "the next attempt takes itself for ready",
   scene |-> Small(One)],
  [name |-> "a connection that comes after the close stays",
   scene |-> Small([Nothing EXCEPT !.closes = 1])],
  [name |-> "the ack settles a request",
   scene |-> Small(Asks)],
  [name |-> "after a refusal the socket stays open",
   scene |-> Small([Nothing EXCEPT !.refusals = 1])],
  [name |-> "an error during the flush is swallowed",
   scene |-> Small([One EXCEPT !.faults = {"Cut"}])],
  [name |-> "a second ack settles a request",
   scene |-> Small([Asks EXCEPT !.strays = {"ack"}])],
  [name |-> "the queue takes whatever comes",
   scene |-> Small([Nothing EXCEPT !.calls = 2])],
  [name |-> "the gate holds the handshake back",
   scene |-> Small(Nothing)],
  [name |-> "a cancel leaves requests waiting",
   scene |-> Small([Asks EXCEPT !.calloffs = 1])],
  [name |-> "a failed attempt is told to nobody",
   scene |-> Small([Nothing EXCEPT !.failures = 1])],
  [name |-> "what was cut counts as failed",
   scene |-> Small([One EXCEPT !.halves = 1, !.faults = {"Cut"}])],
  [name |-> "a request that timed out is sent all the same",
   scene |-> Small(Asks)],
  [name |-> "a malformed line is skipped",
   scene |-> Small([Nothing EXCEPT !.strays = {"malformed"}])],
  [name |-> "a worker pings everybody",
   scene |-> Plainly([Nothing EXCEPT !.clientPings = 1])],
  [name |-> "nobody listens for silence",
   scene |-> Small([Nothing EXCEPT !.faults = {"ServerHangs"}])],
  [name |-> "a broadcast overtakes the ack",
   scene |-> Small([Nothing EXCEPT !.orders = 1])],
  [name |-> "what comes before the handshake reaches a handler",
   scene |-> Small([Nothing EXCEPT !.strays = {"early report"}])],
  [name |-> "a handshake takes for ever",
   scene |-> Small([Nothing EXCEPT !.faults = {"ClientHangs"}])],
  [name |-> "left is told twice",
   scene |-> Small([Nothing EXCEPT !.closes = 1])],
  [name |-> "a slow reader's messages are kept without bound",
   scene |-> Small([Nothing EXCEPT !.orders = 6])],
  [name |-> "a stop drops what waits",
   scene |-> Small([Nothing EXCEPT !.orders = 1, !.stops = 1])],
  [name |-> "a request that is open at a stop is forgotten",
   scene |-> Small([Asks EXCEPT !.stops = 1])],
  [name |-> "a send to the dead succeeds",
   scene |-> Small([Nothing EXCEPT !.orders = 1, !.closes = 1])],
  [name |-> "bytes are read while the verdict is out",
   scene |-> Small([Nothing EXCEPT !.strays = {"early report"}])],
  [name |-> "the rest of the chunk is lost",
   scene |-> Small([Nothing EXCEPT !.orders = 1])],
  [name |-> "nothing is read while something waits to be written",
   scene |-> Scene("pressure", "Fail", "EXTENDED", 1, [Nothing EXCEPT !.calls = 1, !.orders = 2])],
  [name |-> "an end is decided while the kernel takes bytes",
   scene |-> Small([One EXCEPT !.faults = {"Cut"}])],
  [name |-> "a close after the end changes its cause",
   scene |-> Small([Nothing EXCEPT !.refusals = 1, !.closes = 1])],
  [name |-> "a worker waits for its ack without end",
   scene |-> Small([Nothing EXCEPT !.faults = {"ServerHangs"}])],
  [name |-> "a close waits for its peer without end",
   scene |-> Plainly([Nothing EXCEPT !.closes = 1, !.faults = {"ServerHangs"}])],
  [name |-> "what is answered can be answered again",
   scene |-> Small([Alone EXCEPT !.asks = 1])]
>>

BugScenes == {[name |-> Faults[k].name, number |-> k] @@ Faults[k].scene : k \in 1..Len(Faults)}

(***************************************************************************)
(* Which property a state or a step violates: the first one in this order. *)
(***************************************************************************)
Violated ==
  CASE ~HandshakeFirstAndOnce -> "HandshakeFirstAndOnce"
    [] ~NothingBeforeTheAck -> "NothingBeforeTheAck"
    [] ~TheHandshakeIsOnItsWay -> "TheHandshakeIsOnItsWay"
    [] ~NoneIsOvertaken -> "NoneIsOvertaken"
    [] ~NoneIsStranded -> "NoneIsStranded"
    [] ~OneOutcome -> "OneOutcome"
    [] ~OutcomesAreTrue -> "OutcomesAreTrue"
    [] ~AnAckSettlesTheHandshakeOnly -> "AnAckSettlesTheHandshakeOnly"
    [] ~EachRequestEndsOnce -> "EachRequestEndsOnce"
    [] ~EndedWhileWaitingIsWithdrawn -> "EndedWhileWaitingIsWithdrawn"
    [] ~PingIsAnswered -> "PingIsAnswered"
    [] ~QueuesAreBounded -> "QueuesAreBounded"
    [] ~ClosingDrains -> "ClosingDrains"
    [] ~NothingIsHandledBeforeTheVerdict -> "NothingIsHandledBeforeTheVerdict"
    [] ~JoinedFirstLeftLast -> "JoinedFirstLeftLast"
    [] ~TheAckGoesFirst -> "TheAckGoesFirst"
    [] ~AnsweredOnce -> "AnsweredOnce"
    [] ~TheDeadlineIsOverall -> "TheDeadlineIsOverall"
    [] ~MalformedEndsIt -> "MalformedEndsIt"
    [] ~NothingIsLostOnTheWay -> "NothingIsLostOnTheWay"
    [] ~OrdersReachTheProgram -> "OrdersReachTheProgram"
    [] ~FailsOnlyForGood -> "FailsOnlyForGood"
    [] ~AFailedAttemptIsHeard -> "AFailedAttemptIsHeard"
    [] ~LateConnectionIsHungUp -> "LateConnectionIsHungUp"
    [] ~TheEndHangsUp -> "TheEndHangsUp"
    [] ~PingsOnlyWhereAnswered -> "PingsOnlyWhereAnswered"
    [] ~TheAckIsEnough -> "TheAckIsEnough"
    [] ~StalledHandshakeIsDropped -> "StalledHandshakeIsDropped"
    [] ~EveryHandshakeEnds -> "EveryHandshakeEnds"
    [] ~SilentPeerIsNoticed -> "SilentPeerIsNoticed"
    [] ~EverySendEnds -> "EverySendEnds"
    [] ~EveryCloseEnds -> "EveryCloseEnds"
    [] OTHER -> ""

BrokenStep ==
  CASE ~StaysClosed -> "ClosedIsClosed"
    [] ~RefusesForAReason -> "RefusedOnlyWhereItMay"
    [] ~ReadsNothingMeanwhile -> "NothingIsReadDuringTheVerdict"
    [] ~EndsRequestsOnly -> "CancelEndsRequests"
    [] ~DeniesWhatIsOpen -> "WhatIsOpenAtAStopIsDenied"
    [] OTHER -> ""

(***************************************************************************)
(* Each fault is told once, and then it is done.  Register k of TLC says   *)
(* whether fault k was caught.                                             *)
(***************************************************************************)
ASSUME \A k \in 1..Len(Faults) : TLCSet(k, FALSE)

IsCaught == TLCGet(bug.number)
IsFollowed == ~IsCaught

\* Prints what TLC's next lines, the way there, are about.  FALSE once for each fault.
Tells(property) ==
  IsCaught \/ property = "" \/ ~(PrintT(<<"caught", bug.name, property>>) /\ TLCSet(bug.number, TRUE))

NoFaultIsSeen == Tells(Violated)
NoFaultyStep == [][Tells(BrokenStep)]_vars

FaultySpec == Init /\ [][Next \/ Deviates]_vars
=============================================================================
