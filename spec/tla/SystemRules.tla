----------------------------- MODULE SystemRules -----------------------------
(***************************************************************************)
(* What must hold in System, each with the rule of PROTOCOL.md that it     *)
(* states; what must be reachable, for a model that cannot reach it proves *)
(* nothing; and the scenes that the build plays.                           *)
(***************************************************************************)
EXTENDS System

Tickets == 1..Len(books.fate)
OrderTickets == 1..Len(books.orders)
Elements(sequence) == {sequence[k] : k \in 1..Len(sequence)}
Rising(sequence) == \A j, k \in 1..Len(sequence) : j < k => sequence[j] < sequence[k]
OfMessages(frames) == SelectSeq(frames, IsMessage)
Ids(frames) == [k \in 1..Len(frames) |-> frames[k].id]

IsBegun(side, id) ==
  LET e == end[side]
  IN  e.begun /\ e.out # <<>> /\ IsMessage(Head(e.out)) /\ Head(e.out).id = id

Withdrawn == {"WithdrawnOnTimeout", "WithdrawnOnCancel"}
BeforeReady == {"Connecting", "AwaitingAck", "Finishing"}
Lives(side) == alive[side] = "ALIVE"

(***************************************************************************)
(* Safety.                                                                 *)
(***************************************************************************)
NothingBeforeTheAck ==                                                          \* HF-1
  ~wire.acked => wire.up = <<>> /\ \A id \in Tickets : ~IsBegun("client", id)

HandshakeFirstAndOnce ==                                                        \* HF-2
  wire.first \in {"", "handshake"} /\ wire.handshakes <= 1

TheHandshakeIsOnItsWay ==                                                       \* HF-2
  client.name = "AwaitingAck" /\ Lives("client") =>
    wire.handshakes = 1 \/ \E k \in 1..Len(end.client.out) : end.client.out[k].type = "handshake"

NoneIsOvertaken ==                                                              \* HF-3, HF-4
  /\ Rising(wire.up)
  /\ \A id \in Tickets :
       id \in Elements(wire.up) =>
         \A earlier \in 1..(id - 1) :
           earlier \in Elements(wire.up) \/ books.fate[earlier] \in Withdrawn

NoneIsStranded ==                                                               \* HF-3
  client.name \in {"Ready", "Draining"} /\ alive.client # "DEAD" =>
    \A id \in Tickets :
      books.fate[id] = "OPEN" => id \in Elements(Ids(end.client.out)) \cup Elements(wire.up)

OneOutcome ==                                                                   \* HF-5
  /\ \A id \in Tickets : books.fate[id] # "TWICE"
  /\ client.name = "Closed" => \A id \in Tickets : books.fate[id] # "OPEN"
  /\ \A id \in OrderTickets : books.orders[id] # "TWICE"
  /\ server.name = "Closed" => \A id \in OrderTickets : books.orders[id] # "OPEN"

TrueOf(fate, side, gone) ==
  \A id \in 1..Len(fate) :
    CASE fate[id] = "Written" -> id \in Elements(gone)
      [] fate[id] \in {"Failed"} \cup Withdrawn -> id \notin Elements(gone) /\ ~IsBegun(side, id)
      [] OTHER -> TRUE

OutcomesAreTrue ==                                                              \* HF-5
  TrueOf(books.fate, "client", wire.up) /\ TrueOf(books.orders, "server", wire.down)

AnAckSettlesTheHandshakeOnly ==                                                 \* HF-6, HF-7
  \A id \in Tickets : books.ask[id] = "Answered" => id \in wire.answers

EachRequestEndsOnce ==                                                          \* HF-7
  \A id \in Tickets :
    /\ books.ask[id] # "TWICE"
    /\ client.name = "Closed" => books.ask[id] # "OPEN"
    /\ id \in wire.answers => books.ask[id] # "OPEN"

EndedWhileWaitingIsWithdrawn ==                                                 \* HF-8
  \A id \in Tickets :
    ~wire.acked /\ books.ask[id] \in {"TimedOut", "Cancelled"} => books.fate[id] \in Withdrawn

PingIsAnswered == wire.owed = 0                                                 \* HF-9

StaysClosed ==
  /\ client.name = "Closed" => client' = client /\ books'.fate = books.fate
  /\ server.name = "Closed" => server' = server /\ books'.handled = books.handled
ClosedIsClosed == [][StaysClosed]_vars                                          \* HF-10

QueuesAreBounded ==                                                             \* HF-11
  /\ Cardinality({id \in Tickets : books.fate[id] = "OPEN"}) <= Limit
  /\ Len(OfMessages(end.client.out)) <= Limit + 1  \* one may be half gone after a hang-up
  /\ Len(OfMessages(end.server.out)) <= Limit + Limit + 1  \* replies are bounded by the worker's requests

RefusesForAReason ==
  \A sender \in Senders :
    left'.calls[sender] < left.calls[sender]
    /\ books'.fate = books.fate /\ line' = line
    /\ client.name \in {"Idle", "Connecting", "AwaitingAck", "Ready"}
    => Len(client.queue) = Limit \/ (left'.asks < left.asks /\ Cardinality(client.asks) = Limit)
RefusedOnlyWhereItMay == [][RefusesForAReason]_vars                             \* HF-11

ClosingDrains ==                                                                \* HF-12
  /\ client.name = "Closed" /\ client.cause = "ClosedLocally" /\ attempt # "NONE"
       => \A id \in Tickets : books.fate[id] \in {"Written"} \cup Withdrawn
  /\ server.name = "Closed" /\ server.cause = "ClosedLocally"
       => \A id \in OrderTickets : books.orders[id] = "Written"

NothingIsHandledBeforeTheVerdict ==                                             \* HF-13
  books.handled # <<>> => books.granted

JoinedFirstLeftLast ==                                                          \* HF-14
  LET told == books.handled IN
  /\ told # <<>> => Head(told).type = "joined"
  /\ \A k \in 1..Len(told) :
       /\ told[k].type = "joined" => k = 1
       /\ told[k].type = "left" => k = Len(told)

TheAckGoesFirst ==                                                              \* HF-14
  ~wire.opened => wire.down = <<>> /\ \A id \in OrderTickets : ~IsBegun("server", id)

TheDeadlineIsOverall ==                                                         \* HF-16, HF-19
  /\ "client" \in wire.rung => client.name \notin BeforeReady
  /\ "server" \in wire.rung => server.name \notin {"AwaitingHandshake", "Authorizing"}

MalformedEndsIt ==                                                              \* HF-17
  wire.malformed => client.name = "Closed"

Handled == Ids(OfMessages(books.handled))
NothingIsLostOnTheWay ==                                                        \* HF-18
  ~wire.broken =>
    /\ server.name # "Closed" => Handled \o Ids(OfMessages(pipe.up.flow)) = wire.up
    /\ IsOpen(end.client) =>
         wire.read \o SelectSeq(Ids(OfMessages(pipe.down.flow)), LAMBDA id : id # 0) = wire.down

OrdersReachTheProgram ==                                                        \* HF-18
  books.delivered = wire.orders

FailsOnlyForGood ==                                                             \* HF-19
  /\ client.cause = "ConnectFailed" => left.failures < scene.allowed.failures
  /\ client.name \in {"AwaitingAck", "Ready", "Draining", "HalfClosed"} => attempt = "MADE"

AFailedAttemptIsHeard ==                                                        \* HF-19
  client.name = "Connecting" => attempt \in {"TRYING", "WAITING"}

LateConnectionIsHungUp ==                                                       \* HF-25
  client.name = "Closed" /\ attempt = "MADE" /\ wire.first = "" /\ end.client.out = <<>>
    => ~IsOpen(end.client)

TheEndHangsUp ==                                                                \* HF-10, HF-20
  /\ books.closed = IF client.name = "Closed" THEN 1 ELSE 0
  /\ client.name = "Closed" => ~IsOpen(end.client)
  /\ server.name = "Closed" => ~IsOpen(end.server)

PingsOnlyWhereAnswered ==                                                       \* HF-26
  scene.peer = "PLAIN" =>
    \A k \in 1..Len(end.client.out) : end.client.out[k].type # "ping"

ReadsNothingMeanwhile ==
  server.name = "Authorizing" /\ server'.name = "Authorizing" /\ wire'.broken = wire.broken
    => Len(pipe'.up.flow) >= Len(pipe.up.flow)
NothingIsReadDuringTheVerdict == [][ReadsNothingMeanwhile]_vars                 \* HF-27

TheAckIsEnough ==                                                               \* HF-29
  wire.acked => client.name \notin BeforeReady

EndsRequestsOnly ==
  wire'.orders > wire.orders /\ Head(pipe.down.flow).type = "cancel"
    => client'.asks = {} /\ client'.name = client.name /\ client'.queue = client.queue
CancelEndsRequests == [][EndsRequestsOnly]_vars                                 \* HF-30

DeniesWhatIsOpen ==
  server.name = "Registered" /\ server'.name \in {"Draining", "HalfClosed"} =>
    /\ server'.asking = <<>> /\ books'.answered = books.answered \o server.asking
    /\ server.asking # <<>> => server'.name = "Draining"
WhatIsOpenAtAStopIsDenied == [][DeniesWhatIsOpen]_vars                          \* HF-33

AnsweredOnce ==                                                                 \* HF-7, HF-33
  /\ Cardinality(Elements(books.answered)) = Len(books.answered)
  /\ \A k \in 1..Len(books.answered) :
       \E id \in OrderTickets : books.kinds[id] = Named("response", books.answered[k])

(***************************************************************************)
(* Liveness.  Every behaviour is finite, so what must happen in the end    *)
(* must have happened where nothing is obliged to happen any more.         *)
(***************************************************************************)
RestIsRest == Rest <=> ~ENABLED Obliged

\* A plain orchestrator that hangs cannot be told from one that thinks (HF-26).
CanBeNoticed == ~(alive.server = "HUNG" /\ scene.peer = "PLAIN")

StalledHandshakeIsDropped ==                                                    \* HF-16
  Rest /\ Lives("server") =>
    server.name # "Authorizing" /\ (server.name = "AwaitingHandshake" => end.server.ending = "NONE")

EveryHandshakeEnds ==                                                           \* HF-19
  Rest /\ Lives("client") => client.name \notin BeforeReady

EverySendEnds ==                                                                \* HF-11, HF-20
  Rest =>
    /\ Lives("client") /\ CanBeNoticed =>
         line = <<>> /\ \A id \in Tickets : books.fate[id] # "OPEN"
    /\ Lives("server") => \A id \in OrderTickets : books.orders[id] # "OPEN"

EveryCloseEnds ==                                                               \* HF-20
  Rest =>
    /\ Lives("client") =>
         /\ client.name \notin {"Draining", "HalfClosed"}
         /\ client.name = "Closed" => end.client.ending \in {"NONE", "GONE"}
    /\ Lives("server") =>
         /\ server.name \notin {"Draining", "HalfClosed"}
         /\ server.name = "Closed" => end.server.ending = "GONE"

SilentPeerIsNoticed ==                                                          \* HF-21
  Rest =>
    /\ Lives("client") /\ alive.server = "HUNG" /\ CanBeNoticed => client.name = "Closed"
    /\ Lives("server") /\ alive.client = "HUNG"
         => server.name \in {"Closed", "AwaitingHandshake"}

(***************************************************************************)
(* What must be reachable.  Each is printed when it is seen first.         *)
(***************************************************************************)
FullQueue == Len(client.queue) = Limit
SenderWaitsForRoom == line # <<>>
HeadPartlyTaken == client.head = "PARTLY"
HalfAnAckAndThenTheEnd == wire.broken /\ end.server.begun /\ Head(end.server.out).type = "ack"
LateVerdictWhileSendsWait == verdict = "OUT" /\ client.name = "AwaitingAck" /\ FullQueue
AllDelivered ==
  /\ Rest /\ client.cause = "ClosedLocally" /\ server.cause = "PeerClosed" /\ ~wire.broken
  /\ Handled # <<>> /\ \A id \in Tickets : books.fate[id] = "Written"
PlainSessionEnds == AllDelivered /\ scene.peer = "PLAIN"                         \* HF-29
WrittenAndLost ==
  Rest /\ wire.broken /\ \E id \in Tickets : books.fate[id] = "Written" /\ id \notin Elements(Handled)
OutcomeUnknown == \E id \in Tickets : books.fate[id] = "Unknown"
RequestAnswered == \E id \in Tickets : books.ask[id] = "Answered"
RequestWithdrawn == \E id \in Tickets : books.fate[id] \in Withdrawn
RequestCalledOff == \E id \in Tickets : books.ask[id] = "CalledOff"
RefusedWithAFullQueue == client.cause = "Refused" /\ Len(SelectSeq(books.fate, LAMBDA f : f = "Failed")) = 2
DrainTimesOut == client.cause = "DrainTimedOut"
ConnectedAfterTheClose == client.name = "Closed" /\ end.client.ending = "HANGUP" /\ ~wire.acked /\ wire.first = ""
SilenceNoticed == client.cause = "PeerSilent"
BothWritersWait ==
  \A side \in Sides : end[side].out # <<>> /\ Len(pipe[Outgoing(side)].flow) = scene.room
OrchestratorDrains == server.name = "Draining"

WitnessNames ==
  <<"FullQueue", "SenderWaitsForRoom", "HeadPartlyTaken", "HalfAnAckAndThenTheEnd",
    "LateVerdictWhileSendsWait", "AllDelivered", "PlainSessionEnds", "WrittenAndLost", "OutcomeUnknown",
    "RequestAnswered", "RequestWithdrawn", "RequestCalledOff", "RefusedWithAFullQueue", "DrainTimesOut",
    "ConnectedAfterTheClose", "SilenceNoticed", "BothWritersWait", "OrchestratorDrains">>

Holds(k) ==
  CASE k = 1 -> FullQueue [] k = 2 -> SenderWaitsForRoom [] k = 3 -> HeadPartlyTaken
    [] k = 4 -> HalfAnAckAndThenTheEnd [] k = 5 -> LateVerdictWhileSendsWait [] k = 6 -> AllDelivered
    [] k = 7 -> PlainSessionEnds [] k = 8 -> WrittenAndLost [] k = 9 -> OutcomeUnknown
    [] k = 10 -> RequestAnswered [] k = 11 -> RequestWithdrawn [] k = 12 -> RequestCalledOff
    [] k = 13 -> RefusedWithAFullQueue [] k = 14 -> DrainTimesOut [] k = 15 -> ConnectedAfterTheClose
    [] k = 16 -> SilenceNoticed [] k = 17 -> BothWritersWait [] k = 18 -> OrchestratorDrains

Register(k) == 100 + k
ASSUME \A k \in 1..Len(WitnessNames) : TLCSet(Register(k), FALSE)

Witnesses ==
  \A k \in 1..Len(WitnessNames) :
    TLCGet(Register(k)) \/ ~Holds(k)
      \/ (PrintT(<<"reached", WitnessNames[k]>>) /\ TLCSet(Register(k), TRUE))

(***************************************************************************)
(* The scenes of every build.                                              *)
(***************************************************************************)
Extended(name, allowed) == Scene(name, "Fail", "EXTENDED", 2, allowed)

Alone == [Nothing EXCEPT !.senders = 1, !.calls = 1]  \* one message or request
Two == [Nothing EXCEPT !.calls = 1]                    \* two threads, one call each

Sending ==    Extended("sending", [Two EXCEPT !.closes = 1, !.halves = 1, !.refusals = 1])
Waiting ==    Scene("waiting for room", "WaitUpTo", "PLAIN", 2, [Nothing EXCEPT !.calls = 2])
Breaking ==   Extended("a connection that breaks", [Two EXCEPT !.halves = 1, !.faults = {"Cut"}])
Dying ==      Extended("a process that dies", [Alone EXCEPT !.orders = 1, !.faults = {"ClientDies", "ServerDies"}])
Hanging ==    Extended("a process that hangs", [Alone EXCEPT !.clientPings = 1, !.serverPings = 1, !.faults = {"ServerHangs", "ClientHangs"}])
Asking ==     Extended("asking", [Two EXCEPT !.asks = 1, !.cancels = 1])
CallingOff == Extended("calling off", [Two EXCEPT !.asks = 1, !.calloffs = 1])
Odd ==        Extended("an odd orchestrator", [Alone EXCEPT !.asks = 1, !.strays = {"ack", "response", "unknown", "malformed", "ping", "early report"}])
Connecting == Extended("connecting", [Alone EXCEPT !.retries = 1, !.failures = 1, !.closes = 1])
Plain ==      Scene("a plain orchestrator", "Fail", "PLAIN", 2, [Alone EXCEPT !.closes = 1, !.clientPings = 1])
Stopping ==   Extended("stopping", [Alone EXCEPT !.asks = 1, !.orders = 1, !.stops = 1])
Pressing ==   Scene("both write", "Fail", "EXTENDED", 1, [Two EXCEPT !.orders = 2])

EveryBuild ==
  {Sending, Waiting, Breaking, Dying, Hanging, Asking, CallingOff, Odd, Connecting, Plain, Stopping, Pressing}

(***************************************************************************)
(* The larger ones of -Pdeep.                                              *)
(***************************************************************************)
Deep ==
  {Extended("sending", [Nothing EXCEPT !.senders = 3, !.calls = 3, !.closes = 1]),
   Scene("waiting for room", "WaitUpTo", "PLAIN", 2, [Nothing EXCEPT !.senders = 3, !.calls = 2, !.closes = 1]),
   Extended("a connection that breaks", [Two EXCEPT !.asks = 1, !.halves = 2, !.closes = 1, !.faults = {"Cut"}]),
   Extended("a process that dies", [Two EXCEPT !.asks = 1, !.orders = 1, !.faults = {"ClientDies", "ServerDies"}])}

\* Three threads with three messages each, while at any step whatever can break does: with all that may
\* go wrong from connecting on, and with a close.
Fragile == [Nothing EXCEPT !.senders = 3, !.calls = 3,
              !.faults = {"Cut", "ClientDies", "ServerDies", "ClientHangs", "ServerHangs"}]
Failing ==
  {Extended("from the first attempt on",
     [Fragile EXCEPT !.retries = 1, !.failures = 1, !.refusals = 1, !.halves = 1]),
   Extended("while it closes", [Fragile EXCEPT !.closes = 1])}
=============================================================================
