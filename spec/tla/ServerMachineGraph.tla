------------------------- MODULE ServerMachineGraph --------------------------
(***************************************************************************)
(* Every reachable state of ServerMachine with every input that can come   *)
(* in it: the graph from which tests are generated.                        *)
(***************************************************************************)
EXTENDS ServerMachine, TLC

CONSTANT Requests  \* how many requests may be open: a reply may go over the queue's limit

VARIABLE state

Used(s) == {s.queue[k] : k \in 1..Len(s.queue)}
Smallest(used) == CHOOSE id \in 1..(Limit + Requests + 1) :
                    id \notin used /\ \A other \in 1..(id - 1) : other \in used
Fresh(s) == Smallest(Used(s))
RECURSIVE FreshOnes(_, _)
FreshOnes(used, n) ==
  IF n = 0 THEN <<>> ELSE <<Smallest(used)>> \o FreshOnes(used \cup {Smallest(used)}, n - 1)
Asking(s) == {s.asking[k] : k \in 1..Len(s.asking)}

Unknown == 0  \* a request that nobody made

\* At most Limit + Requests replies and orders are unwritten: longer queues add nothing new.
MayAsk(s) == Len(s.queue) + Len(s.asking) < Limit + Requests
NewRequests(s) == IF MayAsk(s) /\ Len(s.asking) < Requests THEN {Smallest(Asking(s))} ELSE {}

\* Only a session that may still be sent to has answers to give.
Denials(s) == IF s.name = "Registered" THEN FreshOnes(Used(s), Len(s.asking)) ELSE <<>>

Wrotes(s) ==
  IF s.name \notin {"Registered", "Draining"}
  THEN {[type |-> "Wrote", count |-> 0, head |-> "UNTOUCHED"]}
  ELSE {w \in [type : {"Wrote"}, count : 0..Len(s.queue), head : {"UNTOUCHED", "PARTLY"}] :
          /\ w.head = "PARTLY" => w.count < Len(s.queue)
          /\ w.count = 0 => (w.head = "PARTLY" /\ s.head = "UNTOUCHED")}

Inputs(s) ==
  {[type |-> type] : type \in
     {"Opened", "HandshakeReceived", "VerdictAccepted", "VerdictRefused", "TurnedAway",
      "Superseded", "PingReceived", "PongReceived", "UnknownReceived", "ProtocolErrorReceived",
      "WrongDirection", "Malformed", "ConnectionLost",
      "HandshakeDeadlinePassed", "CloseDeadlinePassed", "KeepaliveDue", "PeerFellSilent"}}
  \cup [type : {"ReportReceived"}, mine : BOOLEAN]
  \cup {[type |-> "PermissionAsked", id |-> Unknown, mine |-> FALSE]}
  \cup {[type |-> "CloseRequested", tickets |-> Denials(s)]}
  \cup [type : {"PermissionAsked"}, id : Asking(s) \cup NewRequests(s), mine : {TRUE}]
  \cup {[type |-> "SendRequested", ticket |-> Fresh(s)]}
  \cup [type : {"ReplyRequested"}, id : Asking(s) \cup {Unknown}, ticket : {Fresh(s)}]
  \cup Wrotes(s)

Init == state = AwaitingHandshake

\* Each edge is printed: <<"edge", from, input, effects, to>>.
Next == \E i \in Inputs(state) :
          LET step == Step(state, i)
          IN  /\ PrintT(<<"edge", state, i, step.out, step.next>>)
              /\ state' = step.next

Spec == Init /\ [][Next]_state

(***************************************************************************)
(* What holds in every state.                                              *)
(***************************************************************************)
OwnsItsData ==
  /\ Len(state.queue) <= Limit + Requests                                             \* HF-11
  /\ state.name \notin {"Registered", "Draining"} => state.queue = <<>>
  /\ state.name = "Draining" => state.queue # <<>>
  /\ state.name \in {"AwaitingHandshake", "Authorizing", "Closed"} => state.asking = <<>>
  /\ state.head = "PARTLY" => state.queue # <<>>

\* What holds for every step that can be taken.
At(step, type) == {k \in 1..Len(step.out) : step.out[k].type = type}
Has(step, type) == At(step, type) # {}

NothingBeforeTheVerdict(step) ==                                                      \* HF-13
  Has(step, "Deliver") => state.name \in {"Registered", "Draining", "HalfClosed"}
AckFirst(step) ==                                                                     \* HF-14
  \A t \in At(step, "AnnounceJoined") : \E a \in At(step, "TransmitAck") : a < t
NothingSentBeforeTheAck(step) ==                                                      \* HF-14
  Has(step, "Transmit") => state.name = "Registered"
LeftLast(step) ==                                                                     \* HF-14
  \A l \in At(step, "AnnounceLeft") : \A k \in At(step, "Settle") : k < l
LeftOnce(step) ==
  Has(step, "AnnounceLeft") <=>
    step.next.name = "Closed" /\ state.name \in {"Registered", "Draining", "HalfClosed"}
GivesItsPlaceBack(step) == Has(step, "AnnounceLeft") => Has(step, "Release")          \* HF-15
EachEndsOnce(step) ==                                                                 \* HF-5
  LET Settled(id) == {k \in At(step, "Settle") : step.out[k].id = id}
      Queued(s) == {s.queue[k] : k \in 1..Len(s.queue)}
  IN  \A id \in Queued(state) :
        Cardinality(Settled(id)) = (IF id \in Queued(step.next) THEN 0 ELSE 1)
\* Nobody is told of an answer that is not with the writer, and each request has one at most.
AnsweredOnce(step) ==                                                                 \* HF-7
  \A id \in Asking(state) :
    LET Told == {k \in At(step, "AnnounceAnswered") : step.out[k].id = id}
    IN  /\ Cardinality(Told) <= 1
        /\ Told # {} => id \notin Asking(step.next)
        /\ \A k \in Told : k > 1 /\ step.out[k - 1].type = "Transmit"
OnlyWhatWasAskedIsAnswered(step) ==
  \A k \in At(step, "AnnounceAnswered") : step.out[k].id \in Asking(state)
\* A close leaves nothing open: each request is answered, in order, and then our direction may end.
DeniedAtTheClose(i, step) ==                                                          \* HF-33
  (i.type = "CloseRequested" /\ state.name = "Registered") =>
    /\ step.next.asking = <<>>
    /\ SelectSeq(step.out, LAMBDA e : e.type = "AnnounceAnswered")
         = [k \in 1..Len(state.asking) |-> Of("AnnounceAnswered", state.asking[k])]
    /\ state.asking # <<>> => ~Has(step, "HalfClose")
NoAnswerAfterTheClose(step) ==                                                        \* HF-33
  Has(step, "AnnounceAnswered") => state.name = "Registered"
ClosedForGood(step) == state.name = "Closed" => step.next = state                     \* HF-10

StepsAreRight ==
  \A i \in Inputs(state) :
    LET step == Step(state, i)
    IN  /\ NothingBeforeTheVerdict(step)
        /\ AckFirst(step)
        /\ NothingSentBeforeTheAck(step)
        /\ LeftLast(step)
        /\ LeftOnce(step)
        /\ GivesItsPlaceBack(step)
        /\ EachEndsOnce(step)
        /\ AnsweredOnce(step)
        /\ OnlyWhatWasAskedIsAnswered(step)
        /\ DeniedAtTheClose(i, step)
        /\ NoAnswerAfterTheClose(step)
        /\ ClosedForGood(step)
=============================================================================
