------------------------- MODULE ServerMachineGraph --------------------------
(***************************************************************************)
(* Every reachable state of ServerMachine with every input that can come   *)
(* in it: the graph from which tests are generated.                        *)
(***************************************************************************)
EXTENDS ServerMachine, TLC

CONSTANT Requests  \* how many requests may be open: a reply may go over the queue's limit

VARIABLE state

Used(s) == {s.queue[k] : k \in 1..Len(s.queue)}
Fresh(s) == CHOOSE id \in 1..(Limit + Requests + 1) :
              id \notin Used(s) /\ \A other \in 1..(id - 1) : other \in Used(s)

Unknown == 0  \* a request that nobody made

\* At most Limit + Requests replies and orders are unwritten: longer queues add nothing new.
MayAsk(s) == Len(s.queue) + Cardinality(s.asking) < Limit + Requests
NewRequests(s) == IF MayAsk(s) /\ Cardinality(s.asking) < Requests
                  THEN {CHOOSE id \in 1..Requests : id \notin s.asking /\ \A o \in 1..(id - 1) : o \in s.asking}
                  ELSE {}

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
      "WrongDirection", "Malformed", "ConnectionLost", "CloseRequested",
      "HandshakeDeadlinePassed", "CloseDeadlinePassed", "KeepaliveDue", "PeerFellSilent"}}
  \cup [type : {"ReportReceived"}, mine : BOOLEAN]
  \cup {[type |-> "PermissionAsked", id |-> Unknown, mine |-> FALSE]}
  \cup [type : {"PermissionAsked"}, id : s.asking \cup NewRequests(s), mine : {TRUE}]
  \cup {[type |-> "SendRequested", ticket |-> Fresh(s)]}
  \cup [type : {"ReplyRequested"}, id : s.asking \cup {Unknown}, ticket : {Fresh(s)}]
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
  /\ state.name \in {"AwaitingHandshake", "Authorizing", "Closed"} => state.asking = {}
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
        /\ ClosedForGood(step)
=============================================================================
