------------------------------- MODULE System --------------------------------
(***************************************************************************)
(* A worker, its orchestrator, and the connection between them.            *)
(*                                                                         *)
(* The machines are those of ClientMachine and ServerMachine: nothing is   *)
(* decided here.  This module is what surrounds them, as the Java runtime  *)
(* does it (dev.handfast.driver): threads that call, a queue of those who  *)
(* wait for room, a writer of whose bytes the kernel takes what it likes,  *)
(* two pipes, timers, a program that gives its verdict late, and what can  *)
(* break: the connection, either process, at any moment.                   *)
(*                                                                         *)
(* A frame has two halves, so that one can be cut.  The first half of the  *)
(* frame that is being written is already in the pipe; a reader takes only *)
(* whole frames.  Time is an order of events and no number: a timer that   *)
(* is set may ring at any moment.                                          *)
(*                                                                         *)
(* Left out: what a frame says; the cutting of bytes into lines (a pipe    *)
(* holds frames); the socket file; who the peer is; more than one          *)
(* connection (module Registry); messages that may be dropped (HF-32).     *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets, TLC

CONSTANTS
  Senders,  \* threads of the worker's program: numbers
  Scenes,   \* what may happen, and how often: see Scene
  Limit     \* messages that may be accepted and unwritten, on each side

C == INSTANCE ClientMachine
S == INSTANCE ServerMachine

VARIABLES
  scene,    \* the name of the scene, and what cannot run out
  left,     \* how often each optional thing may still happen
  client,   \* the worker's machine
  server,   \* the orchestrator's machine for this connection
  end,      \* the two ends of the link, [client, server]: see NoLink
  pipe,     \* [up, down]: what was written and not yet read, and whether its writer has ended
  attempt,  \* to connect: NONE, TRYING, WAITING for another try, MADE
  verdict,  \* NONE, OUT while the program thinks, GIVEN
  line,     \* senders whose messages found no room and wait for it, first come first
  books,    \* what the two programs were told
  wire,     \* what has been seen on the wire
  alive     \* [client, server]: ALIVE, HUNG (does nothing, but is there), DEAD

vars == <<scene, left, client, server, end, pipe, attempt, verdict, line, books, wire, alive>>

Sides == {"client", "server"}
Other(side) == IF side = "client" THEN "server" ELSE "client"
Outgoing(side) == IF side = "client" THEN "up" ELSE "down"
Incoming(side) == Outgoing(Other(side))

(***************************************************************************)
(* A scene: the answer to a full queue, the protocol that the orchestrator *)
(* speaks, how many frames a pipe holds, and allowances.  Nothing below    *)
(* happens more often than allowed, so every behaviour ends; but for what  *)
(* a scene of SystemLive calls endless.                                    *)
(***************************************************************************)
Nothing ==
  [senders |-> 2,        \* threads that call
   calls |-> 0,          \* of each sender
   asks |-> 0,           \* calls that ask for permission
   cancels |-> 0,        \* of requests, by their caller
   closes |-> 0,         \* by the worker's program
   stops |-> 0,          \* by the orchestrator's program
   retries |-> 0,        \* attempts to connect that are refused
   failures |-> 0,       \* attempts that fail for good
   refusals |-> 0,       \* verdicts that refuse
   orders |-> 0,         \* messages of the orchestrator
   calloffs |-> 0,       \* cancels of the orchestrator
   clientPings |-> 0, serverPings |-> 0,
   halves |-> 0,         \* frames that the kernel takes in halves
   strays |-> {},        \* frames that none of ours writes, of which one comes
   endless |-> {},       \* of the numbers above, those that never run out
   faults |-> {},        \* what breaks, once: Cut, ClientDies, ServerDies, ClientHangs, ServerHangs
   memory |-> {}]        \* what a program with a fault remembers (SystemFaults); ours need none

Scene(name, whenFull, peer, room, allowed) ==
  [name |-> name, whenFull |-> whenFull, peer |-> peer, room |-> room, allowed |-> allowed]

(***************************************************************************)
(* Frames and the ends of the link.                                        *)
(***************************************************************************)
Frame(type) == [type |-> type, id |-> 0]
Named(type, id) == [type |-> type, id |-> id]
Messages == {"report", "request", "order", "cancel", "response"}
IsMessage(frame) == frame.type \in Messages

\* An end of the link.  `ending` is that of Java's LinkEnd, but for NONE: there is no link yet.
NoLink ==
  [ending |-> "NONE",
   out |-> <<>>,        \* handed to the writer, not yet taken by the kernel
   begun |-> FALSE,     \* the kernel has the first half of the first of them
   writing |-> FALSE,   \* the writer is at it, without the lock: only sends are stepped
   taken |-> 0,         \* messages that the kernel took since the writer's last report
   paused |-> FALSE,    \* no frame is taken while the verdict is out
   timers |-> {}]

IsOpen(e) == e.ending \in {"OPEN", "HALF_CLOSE", "HALF_CLOSED"}
NoPipe == [flow |-> <<>>, ended |-> FALSE, deaf |-> FALSE]  \* deaf: nobody will read it any more

(***************************************************************************)
(* The books: `fate` of each message of the worker by its ticket, in order *)
(* of acceptance; `ask` of each request, "" for what is none; the same for *)
(* the orchestrator's messages in `orders`; `handled` is what the          *)
(* orchestrator's program was told, in order; `answered` are the requests  *)
(* of which it was told that their one answer is on its way.               *)
(***************************************************************************)
NoBooks ==
  [fate |-> <<>>, ask |-> <<>>, orders |-> <<>>, kinds |-> <<>>, handled |-> <<>>,
   answered |-> <<>>, ready |-> 0, delivered |-> 0, closed |-> 0, granted |-> FALSE]

NoWire ==
  [acked |-> FALSE,      \* the worker has taken an accepting ack
   first |-> "",         \* the first frame of which a byte left the worker
   handshakes |-> 0,     \* handshakes of which a byte left
   up |-> <<>>,          \* tickets that left the worker whole, in order
   down |-> <<>>,        \* tickets that left the orchestrator whole, in order
   opened |-> FALSE,     \* an ack has left the orchestrator
   answers |-> {},       \* requests whose response the worker has taken
   read |-> <<>>,        \* the orchestrator's messages that the worker has taken, in order
   orders |-> 0,         \* orders and cancels among them that came in its session
   owed |-> 0,           \* pings that the worker has taken while it must answer, less its pongs
   broken |-> FALSE,     \* something that is written may be lost
   malformed |-> FALSE,  \* the worker has taken a malformed line
   rung |-> {}]          \* sides whose handshake deadline has rung

(***************************************************************************)
(* Carrying out effects: what the driver does with them, in order.  `w` is *)
(* what one side's effects can touch.                                      *)
(***************************************************************************)
Once(old, new) == IF old = "OPEN" THEN new ELSE "TWICE"

Timer(effect) ==
  <<effect.detail, IF effect.detail = "RequestTimeout" THEN effect.id ELSE 0>>

\* Messages that the kernel has nothing of are taken back; the rest goes if the kernel takes it.
Hangup(e) ==
  LET Stays(frames) == SelectSeq(frames, LAMBDA frame : ~IsMessage(frame))
  IN  [e EXCEPT !.ending = IF @ \in {"NONE", "GONE"} THEN @ ELSE "HANGUP",
                !.timers = {},
                !.out = IF e.begun THEN <<Head(@)>> \o Stays(Tail(@)) ELSE Stays(@)]

Put(w, frame) == [w EXCEPT !.end.out = Append(@, frame)]

BySide(w, e) ==
  CASE e.type = "TransmitPing" -> Put(w, Frame("ping"))
    [] e.type = "TransmitPong" -> [Put(w, Frame("pong")) EXCEPT !.pongs = @ + 1]
    [] e.type = "TransmitProtocolError" -> Put(w, Frame("protocol_error"))
    [] e.type = "HalfClose" -> [w EXCEPT !.end.ending = IF @ = "OPEN" THEN "HALF_CLOSE" ELSE @]
    [] e.type = "Hangup" -> [w EXCEPT !.end = Hangup(@)]
    [] e.type = "Arm" -> [w EXCEPT !.end.timers = @ \cup {Timer(e)}]
    [] e.type = "Disarm" -> [w EXCEPT !.end.timers = @ \ {Timer(e)}]
    [] OTHER -> w  \* Refuse, Ignore, Release, AnnounceClosed of the orchestrator: nothing that is modelled here

ByClient(w, e) ==
  CASE e.type = "Open" -> [w EXCEPT !.attempt = "TRYING"]
    [] e.type = "TransmitHandshake" -> Put(w, Frame("handshake"))
    [] e.type = "Transmit" ->
         Put(w, Named(IF w.books.ask[e.id] = "" THEN "report" ELSE "request", e.id))
    [] e.type = "Settle" -> [w EXCEPT !.books.fate[e.id] = Once(@, e.detail)]
    [] e.type = "EndRequest" -> [w EXCEPT !.books.ask[e.id] = Once(@, e.detail)]
    [] e.type = "Answer" -> [w EXCEPT !.books.ask[e.id] = Once(@, "Answered")]
    [] e.type = "Deliver" -> [w EXCEPT !.books.delivered = @ + 1]
    [] e.type = "AnnounceReady" -> [w EXCEPT !.books.ready = @ + 1]
    [] e.type = "AnnounceClosed" -> [w EXCEPT !.books.closed = @ + 1]
    [] OTHER -> BySide(w, e)

ByServer(w, e) ==
  CASE e.type = "StopReading" -> [w EXCEPT !.end.paused = TRUE]
    [] e.type = "GoOnReading" -> [w EXCEPT !.end.paused = FALSE]
    [] e.type = "Authorize" -> [w EXCEPT !.verdict = "OUT"]
    [] e.type = "TransmitAck" -> Put(w, Frame("ack"))
    [] e.type = "TransmitRefusal" -> Put(w, Frame("refusal"))
    [] e.type = "Transmit" -> Put(w, Named(w.books.kinds[e.id].type, e.id))
    [] e.type = "Settle" -> [w EXCEPT !.books.orders[e.id] = Once(@, e.detail)]
    [] e.type = "Deliver" -> [w EXCEPT !.books.handled = Append(@, w.got)]
    [] e.type = "AnnounceAnswered" -> [w EXCEPT !.books.answered = Append(@, e.id)]
    [] e.type = "AnnounceJoined" -> [w EXCEPT !.books.handled = Append(@, Frame("joined"))]
    [] e.type = "AnnounceLeft" -> [w EXCEPT !.books.handled = Append(@, Frame("left"))]
    [] OTHER -> BySide(w, e)

By(side, w, e) == IF side = "client" THEN ByClient(w, e) ELSE ByServer(w, e)

\* TLC may evaluate an argument or a definition wherever it is used, an element of a set only once: hence
\* the sets of one element, here and in ClientTakes and ServerTakes.
RECURSIVE Carried(_, _, _)
Carried(side, w, effects) ==
  IF effects = <<>>
  THEN w
  ELSE CHOOSE done \in {Carried(side, next[1], next[2]) :
                          next \in {<<By(side, w, Head(effects)), Tail(effects)>>}} : TRUE

World(side, e, b, got) ==
  [end |-> e, books |-> b, attempt |-> attempt, verdict |-> verdict, pongs |-> 0, got |-> got]

\* The machines.  A model with a fault puts another function here.
ClientStep(s, input) == C!Step(s, input)
ServerStep(s, input) == S!Step(s, input)

Refused(effects) == \E k \in 1..Len(effects) : effects[k].type = "Refuse"
Full(effects) ==
  \E k \in 1..Len(effects) : effects[k].type = "Refuse" /\ effects[k].detail = "Full"

\* The worker's machine takes an input, its end and the books being e and b before its effects.
ClientTakes(input, e, b) ==
  \E step \in {ClientStep(client, input)} :
    \E w \in {Carried("client", World("client", e, b, Frame("")), step.out)} :
      /\ client' = step.next
      /\ end' = [end EXCEPT !.client = w.end]
      /\ books' = w.books
      /\ attempt' = w.attempt

ServerTakes(input, e, b, got) ==
  \E step \in {ServerStep(server, input)} :
    \E w \in {Carried("server", World("server", e, b, got), step.out)} :
      /\ server' = step.next
      /\ end' = [end EXCEPT !.server = w.end]
      /\ books' = w.books
      /\ verdict' = w.verdict

ClientHears(type) ==
  /\ ClientTakes([type |-> type], end.client, books)
  /\ UNCHANGED <<server, verdict>>
ServerHears(type) ==
  /\ ServerTakes([type |-> type], end.server, books, Frame(""))
  /\ UNCHANGED <<client, attempt>>

\* Only sends are stepped while the writer is at work.
ClientIsFree == alive.client = "ALIVE" /\ ~end.client.writing
ServerIsFree == alive.server = "ALIVE" /\ ~end.server.writing

May(what) == left[what] > 0
Uses(what) == left' = IF what \in left.endless THEN left ELSE [left EXCEPT ![what] = @ - 1]

(***************************************************************************)
(* The worker's program: its threads send and ask, one of them closes.     *)
(***************************************************************************)
Start ==
  /\ ClientIsFree /\ client.name = "Idle"
  /\ ClientHears("Started")
  /\ UNCHANGED <<scene, left, pipe, line, wire, alive>>

Call(kind, id) == [type |-> IF kind = "request" THEN "RequestMade" ELSE "SendRequested", id |-> id]
NextTicket == Len(books.fate) + 1
Entered(kind) ==
  [books EXCEPT !.fate = Append(@, "OPEN"), !.ask = Append(@, IF kind = "request" THEN "OPEN" ELSE "")]

\* One atomic step: the machine looks at its state and accepts or refuses (HF-3).
Offers(kind) ==
  ClientTakes(Call(kind, NextTicket), end.client,
              IF Refused(ClientStep(client, Call(kind, NextTicket)).out) THEN books ELSE Entered(kind))

Waits == scene.whenFull = "WaitUpTo"
FindsNoRoom(kind) == Full(ClientStep(client, Call(kind, NextTicket)).out)

\* Threads that wait for nothing are alike: of them, one that has called least goes next.
IsWaiting(sender) == \E k \in 1..Len(line) : line[k].sender = sender
Goes(sender) ==
  /\ sender <= left.senders /\ left.calls[sender] > 0 /\ ~IsWaiting(sender)
  /\ \A other \in 1..left.senders :
       other = sender \/ IsWaiting(other) \/ left.calls[other] < left.calls[sender]
         \/ (left.calls[other] = left.calls[sender] /\ other > sender)

Calls(sender, kind) ==
  /\ alive.client = "ALIVE" /\ Goes(sender)
  /\ kind = "request" => left.asks > 0
  /\ left' = [left EXCEPT !.calls[sender] = @ - 1, !.asks = IF kind = "request" THEN @ - 1 ELSE @]
  /\ IF Waits /\ (line # <<>> \/ FindsNoRoom(kind))
     THEN /\ line' = Append(line, [sender |-> sender, kind |-> kind])
          /\ UNCHANGED <<client, end, books, attempt>>
     ELSE Offers(kind) /\ UNCHANGED line
  /\ UNCHANGED <<scene, server, pipe, verdict, wire, alive>>

\* The first in line gets its answer as soon as there is room, or the connection is closing.
Admits ==
  /\ alive.client = "ALIVE" /\ line # <<>>
  /\ ~FindsNoRoom(Head(line).kind)
  /\ Offers(Head(line).kind)
  /\ line' = Tail(line)
  /\ UNCHANGED <<scene, left, server, pipe, verdict, wire, alive>>

\* Its time is over: it is refused.
GivesUp == \E k \in 1..Len(line) :
  /\ alive.client = "ALIVE" /\ FindsNoRoom(Head(line).kind)
  /\ line' = SubSeq(line, 1, k - 1) \o SubSeq(line, k + 1, Len(line))
  /\ UNCHANGED <<scene, left, client, server, end, pipe, attempt, verdict, books, wire, alive>>

CancelsRequest == \E id \in client.asks :
  /\ ClientIsFree /\ May("cancels")
  /\ ClientTakes([type |-> "RequestCancelled", id |-> id], end.client, books)
  /\ Uses("cancels")
  /\ UNCHANGED <<scene, server, pipe, verdict, line, wire, alive>>

Closes ==
  /\ ClientIsFree /\ May("closes")
  /\ ClientHears("CloseRequested") /\ Uses("closes")
  /\ UNCHANGED <<scene, pipe, line, wire, alive>>

(***************************************************************************)
(* Connecting.                                                             *)
(***************************************************************************)
Connects ==
  /\ ClientIsFree /\ attempt = "TRYING"
  /\ LET step == ClientStep(client, [type |-> "Opened"])
         w == Carried("client", World("client", [end.client EXCEPT !.ending = "OPEN"], books, Frame("")),
                      step.out)
     IN  /\ client' = step.next /\ end' = [end EXCEPT !.client = w.end] /\ books' = w.books
  /\ attempt' = "MADE"
  /\ UNCHANGED <<scene, left, server, pipe, verdict, line, wire, alive>>

IsRefused ==
  /\ ClientIsFree /\ attempt = "TRYING" /\ May("retries")
  /\ LET step == ClientStep(client, [type |-> "ConnectRefused"])
         w == Carried("client", World("client", end.client, books, Frame("")), step.out)
     IN  /\ client' = step.next /\ end' = [end EXCEPT !.client = w.end] /\ books' = w.books
         /\ attempt' = IF w.attempt = "TRYING" THEN "WAITING" ELSE w.attempt
  /\ Uses("retries")
  /\ UNCHANGED <<scene, server, pipe, verdict, line, wire, alive>>

Fails ==
  /\ ClientIsFree /\ attempt = "TRYING" /\ May("failures")
  /\ LET step == ClientStep(client, [type |-> "ConnectFailed"])
         w == Carried("client", World("client", end.client, books, Frame("")), step.out)
     IN  /\ client' = step.next /\ end' = [end EXCEPT !.client = w.end] /\ books' = w.books
  /\ attempt' = "NONE" /\ Uses("failures")
  /\ UNCHANGED <<scene, server, pipe, verdict, line, wire, alive>>

Accepts ==
  /\ ServerIsFree /\ attempt = "MADE" /\ end.server.ending = "NONE"
  /\ ServerTakes([type |-> "Opened"], [end.server EXCEPT !.ending = "OPEN"], books, Frame(""))
  /\ UNCHANGED <<scene, left, client, pipe, attempt, line, wire, alive>>

(***************************************************************************)
(* The orchestrator's program: it decides late, sends, answers, stops.     *)
(***************************************************************************)
Decides(type) ==
  /\ ServerIsFree /\ verdict = "OUT"
  /\ LET step == ServerStep(server, [type |-> type])
         before == [books EXCEPT !.granted = (type = "VerdictAccepted" /\ server.name = "Authorizing")]
         w == Carried("server", World("server", end.server, before, Frame("")), step.out)
     IN  /\ server' = step.next /\ end' = [end EXCEPT !.server = w.end] /\ books' = w.books
  /\ verdict' = "GIVEN"
  /\ UNCHANGED <<scene, client, pipe, attempt, line, wire, alive>>

Grants == Decides("VerdictAccepted") /\ UNCHANGED left
Declines == May("refusals") /\ Decides("VerdictRefused") /\ Uses("refusals")

OrderTicket == Len(books.orders) + 1
ServerSends(input, kind) ==
  ServerTakes(input, end.server,
    IF Refused(ServerStep(server, input).out)
    THEN books
    ELSE [books EXCEPT !.orders = Append(@, "OPEN"), !.kinds = Append(@, kind)],
    Frame(""))

\* Whoever sends has found the worker in the register, where it is from the verdict on.
Orders(what, kind) ==
  /\ alive.server = "ALIVE" /\ May(what)
  /\ server.name \notin {"AwaitingHandshake", "Authorizing"}
  /\ ServerSends([type |-> "SendRequested", ticket |-> OrderTicket], Frame(kind))
  /\ Uses(what)
  /\ UNCHANGED <<scene, client, pipe, attempt, line, wire, alive>>

\* A handler answers; where the session is closing its answer would be refused, and nothing follows.
Replies == \E id \in {server.asking[k] : k \in 1..Len(server.asking)} :
  /\ alive.server = "ALIVE" /\ server.name = "Registered"
  /\ ServerSends([type |-> "ReplyRequested", id |-> id, ticket |-> OrderTicket], Named("response", id))
  /\ UNCHANGED <<scene, left, client, pipe, attempt, line, wire, alive>>

\* What is open at a stop is denied in that step, with a ticket for each (HF-33).
Stops ==
  /\ ServerIsFree /\ May("stops") /\ end.server.ending # "NONE"
  /\ LET open == IF server.name = "Registered" THEN server.asking ELSE <<>>
         tickets == [k \in 1..Len(open) |-> Len(books.orders) + k]
         before == [books EXCEPT !.orders = @ \o [k \in 1..Len(open) |-> "OPEN"],
                                 !.kinds = @ \o [k \in 1..Len(open) |-> Named("response", open[k])]]
     IN  ServerTakes([type |-> "CloseRequested", tickets |-> tickets], end.server, before, Frame(""))
  /\ Uses("stops")
  /\ UNCHANGED <<scene, client, pipe, attempt, line, wire, alive>>

(***************************************************************************)
(* Writing: the kernel takes what it likes, half a frame at least; then    *)
(* the writer reports how far it got.                                      *)
(***************************************************************************)
CanWrite(side) ==
  LET e == end[side] IN
  /\ alive[side] = "ALIVE"
  /\ e.ending \in {"OPEN", "HALF_CLOSE", "HANGUP"} /\ e.out # <<>>
  /\ ~pipe[Outgoing(side)].deaf /\ Len(pipe[Outgoing(side)].flow) < scene.room

Saw(side, frame, whole) ==
  LET begins == ~end[side].begun
      mine == side = "client"
  IN  [wire EXCEPT
        !.first = IF mine /\ @ = "" THEN frame.type ELSE @,
        !.handshakes = IF mine /\ begins /\ frame.type = "handshake" THEN @ + 1 ELSE @,
        !.up = IF mine /\ whole /\ IsMessage(frame) THEN Append(@, frame.id) ELSE @,
        !.down = IF ~mine /\ whole /\ IsMessage(frame) THEN Append(@, frame.id) ELSE @,
        !.opened = @ \/ (~mine /\ whole /\ frame.type = "ack")]

AtWork(side, frame) == IsMessage(frame) /\ end[side].ending # "HANGUP"

TakesHalf(side) ==
  /\ CanWrite(side) /\ ~end[side].begun /\ May("halves")
  /\ LET frame == Head(end[side].out) IN
     /\ end' = [end EXCEPT ![side].begun = TRUE, ![side].writing = @ \/ AtWork(side, frame)]
     /\ wire' = Saw(side, frame, FALSE)
  /\ Uses("halves")
  /\ UNCHANGED <<scene, client, server, pipe, attempt, verdict, line, books, alive>>

TakesFrame(side) ==
  /\ CanWrite(side)
  /\ LET frame == Head(end[side].out) IN
     /\ end' = [end EXCEPT ![side].out = Tail(@), ![side].begun = FALSE,
                           ![side].writing = @ \/ AtWork(side, frame),
                           ![side].taken = IF AtWork(side, frame) THEN @ + 1 ELSE @]
     /\ pipe' = [pipe EXCEPT ![Outgoing(side)].flow = Append(@, frame)]
     /\ wire' = Saw(side, frame, TRUE)
  /\ UNCHANGED <<scene, left, client, server, attempt, verdict, line, books, alive>>

Reported(side) ==
  LET e == end[side]
      head == IF e.begun /\ IsMessage(Head(e.out)) THEN "PARTLY" ELSE "UNTOUCHED"
  IN  [input |-> [type |-> "Wrote", count |-> e.taken, head |-> head],
       end |-> [e EXCEPT !.writing = FALSE, !.taken = 0]]

ClientReports ==
  /\ alive.client = "ALIVE" /\ end.client.writing
  /\ ClientTakes(Reported("client").input, Reported("client").end, books)
  /\ UNCHANGED <<scene, left, server, pipe, verdict, line, wire, alive>>

ServerReports ==
  /\ alive.server = "ALIVE" /\ end.server.writing
  /\ ServerTakes(Reported("server").input, Reported("server").end, books, Frame(""))
  /\ UNCHANGED <<scene, left, client, pipe, attempt, line, wire, alive>>

\* Our direction ends behind everything that was written; after a hang-up both do.
CanEnd(side) ==
  LET e == end[side] IN
  /\ alive[side] = "ALIVE" /\ ~e.writing
  /\ (e.ending = "HALF_CLOSE" /\ e.out = <<>>) \/ e.ending = "HANGUP"

Ends(side) ==
  LET e == end[side] IN
  /\ CanEnd(side)
  /\ \/ /\ e.ending = "HALF_CLOSE"
        /\ end' = [end EXCEPT ![side].ending = "HALF_CLOSED"]
        /\ pipe' = [pipe EXCEPT ![Outgoing(side)].ended = TRUE]
     \/ /\ e.ending = "HANGUP"
        /\ end' = [end EXCEPT ![side] = [NoLink EXCEPT !.ending = "GONE"]]
        /\ pipe' = [pipe EXCEPT ![Outgoing(side)].ended = TRUE,
                                ![Incoming(side)] = [@ EXCEPT !.flow = <<>>, !.deaf = TRUE]]
  /\ UNCHANGED <<scene, left, client, server, attempt, verdict, line, books, wire, alive>>

(***************************************************************************)
(* Reading: frame by frame, and the end of the stream behind the last.     *)
(***************************************************************************)
ToClient(frame) ==
  CASE frame.type = "ack" -> [type |-> "AckAccepted", peer |-> scene.peer]
    [] frame.type = "refusal" -> [type |-> "AckRefused"]
    [] frame.type = "order" -> [type |-> "OrderReceived"]
    [] frame.type = "cancel" -> [type |-> "CancelReceived"]
    [] frame.type = "response" ->
         [type |-> "ResponseReceived", id |-> IF frame.id = 0 THEN 0 ELSE books.kinds[frame.id].id]
    [] frame.type = "ping" -> [type |-> "PingReceived"]
    [] frame.type = "pong" -> [type |-> "PongReceived"]
    [] frame.type = "protocol_error" -> [type |-> "ProtocolErrorReceived"]
    [] frame.type = "unknown" -> [type |-> "UnknownReceived"]
    [] frame.type = "malformed" -> [type |-> "Malformed"]

ToServer(frame) ==
  CASE frame.type = "handshake" -> [type |-> "HandshakeReceived"]
    [] frame.type \in {"report", "early report"} -> [type |-> "ReportReceived", mine |-> TRUE]
    [] frame.type = "request" -> [type |-> "PermissionAsked", mine |-> TRUE, id |-> frame.id]
    [] frame.type = "ping" -> [type |-> "PingReceived"]
    [] frame.type = "pong" -> [type |-> "PongReceived"]
    [] frame.type = "protocol_error" -> [type |-> "ProtocolErrorReceived"]

Answering == {"AwaitingAck", "Finishing", "Ready", "Draining"}
InSession == {"Ready", "Draining", "HalfClosed"}

\* Reading does not wait for writing (HF-11).
MayRead(side) == ~end[side].paused

CanReadClient == ClientIsFree /\ IsOpen(end.client) /\ MayRead("client")
CanReadServer == ServerIsFree /\ IsOpen(end.server) /\ MayRead("server")

\* A frame is taken alone, whatever else is at hand.
Behind(flow) == Tail(flow)

ClientReads ==
  /\ CanReadClient /\ pipe.down.flow # <<>>
  /\ LET frame == Head(pipe.down.flow)
         input == ToClient(frame)
         step == ClientStep(client, input)
         w == Carried("client", World("client", end.client, books, Frame("")), step.out)
     IN  /\ client' = step.next
         /\ end' = [end EXCEPT !.client = w.end]
         /\ books' = w.books
         /\ attempt' = w.attempt
         /\ wire' = [wire EXCEPT
              !.acked = @ \/ frame.type = "ack",
              !.orders = IF frame.type \in {"order", "cancel"} /\ client.name \in InSession THEN @ + 1 ELSE @,
              !.read = IF IsMessage(frame) /\ frame.id # 0 THEN Append(@, frame.id) ELSE @,
              !.answers = IF frame.type = "response" /\ input.id # 0 THEN @ \cup {input.id} ELSE @,
              !.owed = IF frame.type = "ping" /\ client.name \in Answering THEN @ + 1 - w.pongs ELSE @,
              !.malformed = @ \/ frame.type = "malformed"]
  /\ pipe' = [pipe EXCEPT !.down.flow = Behind(@)]
  /\ UNCHANGED <<scene, left, server, verdict, line, alive>>

ServerReads ==
  /\ CanReadServer /\ pipe.up.flow # <<>>
  /\ LET frame == Head(pipe.up.flow)
     IN  ServerTakes(ToServer(frame), end.server, books, frame)
  /\ pipe' = [pipe EXCEPT !.up.flow = Behind(@)]
  /\ UNCHANGED <<scene, left, client, attempt, line, wire, alive>>

ClientSeesEnd ==
  /\ CanReadClient /\ pipe.down.flow = <<>> /\ pipe.down.ended
  /\ ClientHears("ConnectionLost")
  /\ UNCHANGED <<scene, left, pipe, line, wire, alive>>

ServerSeesEnd ==
  /\ CanReadServer /\ pipe.up.flow = <<>> /\ pipe.up.ended
  /\ ServerHears("ConnectionLost")
  /\ UNCHANGED <<scene, left, pipe, line, wire, alive>>

(***************************************************************************)
(* Timers.  A living peer is heard in time, so only a hung one is silent.  *)
(***************************************************************************)
Alarm(timer) ==
  CASE timer[1] = "HandshakeDeadline" -> [type |-> "HandshakeDeadlinePassed"]
    [] timer[1] = "CloseDeadline" -> [type |-> "CloseDeadlinePassed"]
    [] timer[1] = "RetryDelay" -> [type |-> "RetryDue"]
    [] timer[1] = "RequestTimeout" -> [type |-> "RequestTimedOut", id |-> timer[2]]
    [] timer[1] = "Keepalive" -> [type |-> "KeepaliveDue"]
    [] timer[1] = "Silence" -> [type |-> "PeerFellSilent"]

Silence == <<"Silence", 0>>
Keepalive == <<"Keepalive", 0>>
IsSilent(side) ==
  Keepalive \in end[side].timers /\ alive[Other(side)] = "HUNG" /\ pipe[Incoming(side)].flow = <<>>

Rung(side, timer) == [end[side] EXCEPT !.timers = @ \ {timer}]
Notes(side, timer) ==
  wire' = IF timer[1] = "HandshakeDeadline" THEN [wire EXCEPT !.rung = @ \cup {side}] ELSE wire

RingsClient(timer) ==
  /\ ClientIsFree
  /\ ClientTakes(Alarm(timer), Rung("client", timer), books) /\ Notes("client", timer)
  /\ UNCHANGED <<scene, server, pipe, verdict, line, alive>>

RingsServer(timer) ==
  /\ ServerIsFree
  /\ ServerTakes(Alarm(timer), Rung("server", timer), books, Frame("")) /\ Notes("server", timer)
  /\ UNCHANGED <<scene, client, pipe, attempt, line, alive>>

\* Of endless pings the next one is due when the last one's pong has come.
IsUnderWay(type, from) ==
  \E frames \in {end[from].out, pipe[Outgoing(from)].flow} :
    \E k \in 1..Len(frames) : frames[k].type = type
MayPing(side, what) ==
  /\ Keepalive \in end[side].timers /\ May(what)
  /\ what \in left.endless => ~IsUnderWay("ping", side) /\ ~IsUnderWay("pong", Other(side))

ClientIsDue ==
  \/ \E timer \in end.client.timers \ {Keepalive} : RingsClient(timer) /\ UNCHANGED left
  \/ IsSilent("client") /\ RingsClient(Silence) /\ UNCHANGED left

ServerIsDue ==
  \/ \E timer \in end.server.timers \ {Keepalive} : RingsServer(timer) /\ UNCHANGED left
  \/ IsSilent("server") /\ RingsServer(Silence) /\ UNCHANGED left

Pings ==
  \/ /\ MayPing("client", "clientPings")
     /\ RingsClient(Keepalive) /\ Uses("clientPings")
  \/ /\ MayPing("server", "serverPings")
     /\ RingsServer(Keepalive) /\ Uses("serverPings")

(***************************************************************************)
(* What goes wrong.                                                        *)
(***************************************************************************)
\* An odd orchestrator, or an odd worker that does not wait for its ack, writes what ours never would.
Strays == \E type \in left.strays :
  /\ attempt = "MADE"
  /\ IF type = "early report"
     THEN /\ alive.client = "ALIVE" /\ IsOpen(end.client) /\ ~end.client.begun /\ ~wire.opened
          /\ Len(pipe.up.flow) < scene.room
          /\ pipe' = [pipe EXCEPT !.up.flow = Append(@, Frame(type))]
     ELSE /\ alive.server = "ALIVE" /\ IsOpen(end.server) /\ ~end.server.begun
          /\ Len(pipe.down.flow) < scene.room
          /\ pipe' = [pipe EXCEPT !.down.flow = Append(@, Frame(type))]
  /\ left' = [left EXCEPT !.strays = {}]
  /\ UNCHANGED <<scene, client, server, end, attempt, verdict, line, books, wire, alive>>

Prefixes(flow) == {SubSeq(flow, 1, k) : k \in 0..Len(flow)}

\* The connection breaks: of what was written, either side still reads some.
Cut ==
  /\ attempt = "MADE"
  /\ \E up \in Prefixes(pipe.up.flow), down \in Prefixes(pipe.down.flow) :
       pipe' = [up |-> [flow |-> up, ended |-> TRUE, deaf |-> TRUE],
                down |-> [flow |-> down, ended |-> TRUE, deaf |-> TRUE]]
  /\ wire' = [wire EXCEPT !.broken = TRUE]
  /\ UNCHANGED <<alive, end>>

\* A process dies; the kernel keeps what it had written.
Dies(side) ==
  /\ alive' = [alive EXCEPT ![side] = "DEAD"]
  /\ end' = [end EXCEPT ![side] = [NoLink EXCEPT !.ending = IF @ = "NONE" THEN "NONE" ELSE "GONE"]]
  /\ IF attempt = "MADE"
     THEN pipe' = [pipe EXCEPT ![Outgoing(side)].ended = TRUE,
                               ![Incoming(side)] = [@ EXCEPT !.flow = <<>>, !.deaf = TRUE]]
     ELSE UNCHANGED pipe
  /\ wire' = [wire EXCEPT !.broken = TRUE]

Hangs(side) ==
  /\ alive' = [alive EXCEPT ![side] = "HUNG"]
  /\ UNCHANGED <<end, pipe, wire>>

Breaks == \E fault \in left.faults :
  /\ \A side \in Sides : alive[side] = "ALIVE"
  /\ client.name # "Idle"
  /\ CASE fault = "Cut" -> Cut
       [] fault = "ClientDies" -> Dies("client")
       [] fault = "ServerDies" -> attempt = "MADE" /\ Dies("server")
       [] fault = "ClientHangs" -> attempt = "MADE" /\ Hangs("client")
       [] fault = "ServerHangs" -> attempt = "MADE" /\ Hangs("server")
  /\ left' = [left EXCEPT !.faults = @ \ {fault}]
  /\ UNCHANGED <<scene, client, server, attempt, verdict, line, books>>

(***************************************************************************)
(* All together.  Obliged: what happens by itself as long as the clock     *)
(* goes on.  Optional: what programs and fate may do.                      *)
(***************************************************************************)
Obliged ==
  \/ Start \/ Connects \/ Accepts \/ Grants \/ Admits
  \/ ClientReads \/ ServerReads \/ ClientSeesEnd \/ ServerSeesEnd
  \/ ClientReports \/ ServerReports
  \/ \E side \in Sides : TakesFrame(side) \/ Ends(side)
  \/ GivesUp \/ Replies
  \/ ClientIsDue \/ ServerIsDue

\* No obliged step can be taken: the same as ~ENABLED Obliged, and cheaper (see RestIsRest).
Rest ==
  /\ ~(ClientIsFree /\ (client.name = "Idle" \/ attempt = "TRYING"))
  /\ ~(ServerIsFree /\ ((attempt = "MADE" /\ end.server.ending = "NONE") \/ verdict = "OUT"))
  /\ alive.client = "ALIVE" => line = <<>> /\ ~end.client.writing
  /\ alive.server = "ALIVE" => ~end.server.writing /\ ~(server.name = "Registered" /\ server.asking # <<>>)
  /\ ~(CanReadClient /\ (pipe.down.flow # <<>> \/ pipe.down.ended))
  /\ ~(CanReadServer /\ (pipe.up.flow # <<>> \/ pipe.up.ended))
  /\ \A side \in Sides : ~CanWrite(side) /\ ~CanEnd(side)
  /\ ClientIsFree => end.client.timers \subseteq {Keepalive} /\ ~IsSilent("client")
  /\ ServerIsFree => end.server.timers \subseteq {Keepalive} /\ ~IsSilent("server")

Optional ==
  \/ \E sender \in Senders, kind \in {"report", "request"} : Calls(sender, kind)
  \/ CancelsRequest \/ Closes \/ Stops \/ IsRefused \/ Fails \/ Declines
  \/ Orders("orders", "order") \/ Orders("calloffs", "cancel")
  \/ \E side \in Sides : TakesHalf(side)
  \/ Pings \/ Strays \/ Breaks

Next == Obliged \/ Optional

Init ==
  /\ scene \in Scenes
  /\ left = [scene.allowed EXCEPT !.calls = [sender \in Senders |-> @]]
  /\ client = C!Idle
  /\ server = S!AwaitingHandshake
  /\ end = [client |-> NoLink, server |-> NoLink]
  /\ pipe = [up |-> NoPipe, down |-> NoPipe]
  /\ attempt = "NONE" /\ verdict = "NONE" /\ line = <<>>
  /\ books = NoBooks /\ wire = NoWire
  /\ alive = [client |-> "ALIVE", server |-> "ALIVE"]

Spec == Init /\ [][Next]_vars
=============================================================================
