------------------------- MODULE ClientMachineGraph --------------------------
(***************************************************************************)
(* Every reachable state of ClientMachine with every input that can come   *)
(* in it: the graph from which tests are generated.                        *)
(***************************************************************************)
EXTENDS ClientMachine, TLC

VARIABLE state

\* A new message has the smallest ticket that nobody uses.
Used(s) == {s.queue[k] : k \in 1..Len(s.queue)} \cup s.asks
Fresh(s) == CHOOSE id \in 1..(2 * Limit + 1) :
              id \notin Used(s) /\ \A other \in 1..(id - 1) : other \in Used(s)

Plain(types) == {[type |-> type] : type \in types}
Named(types, ids) == {[type |-> type, id |-> id] : type \in types, id \in ids}

\* What the kernel may have taken of what it was given: more than before.
Wrotes(s) ==
  IF s.name \notin {"Ready", "Draining"} THEN {[type |-> "Wrote", count |-> 0, head |-> "UNTOUCHED"]}
  ELSE {w \in [type : {"Wrote"}, count : 0..Len(s.queue), head : {"UNTOUCHED", "PARTLY"}] :
          /\ w.head = "PARTLY" => w.count < Len(s.queue)
          /\ w.count = 0 => (w.head = "PARTLY" /\ s.head = "UNTOUCHED")}

Unknown == 0  \* a request that nobody made

Inputs(s) ==
  Plain({"Started", "Opened", "ConnectRefused", "ConnectFailed", "RetryDue", "AckRefused",
         "AckMisaddressed", "OrderReceived", "CancelReceived", "PingReceived", "PongReceived",
         "UnknownReceived", "ProtocolErrorReceived", "WrongDirection", "Malformed",
         "ConnectionLost", "CloseRequested", "HandshakeDeadlinePassed", "CloseDeadlinePassed",
         "KeepaliveDue", "PeerFellSilent"})
  \cup {[type |-> "AckAccepted", peer |-> peer] : peer \in {"PLAIN", "EXTENDED"}}
  \cup Named({"SendRequested", "RequestMade"}, {Fresh(s)})
  \cup Named({"RequestTimedOut", "RequestCancelled", "ResponseReceived"}, s.asks \cup {Unknown})
  \cup Wrotes(s)

Init == state = Idle

\* Each edge is printed: <<"edge", from, input, effects, to>>.
Next == \E i \in Inputs(state) :
          LET step == Step(state, i)
          IN  /\ PrintT(<<"edge", state, i, step.out, step.next>>)
              /\ state' = step.next

Spec == Init /\ [][Next]_state

(***************************************************************************)
(* What holds in every state.                                              *)
(***************************************************************************)
Names == {"Idle", "Connecting", "AwaitingAck", "Finishing", "Ready", "Draining", "HalfClosed",
          "Closed"}

OwnsItsData ==
  /\ state.name \in Names
  /\ Len(state.queue) <= Limit                                                        \* HF-11
  /\ state.name \in {"HalfClosed", "Closed"} => state.queue = <<>>
  /\ state.name = "Closed" => state.asks = {}                                         \* HF-7
  /\ state.name \in {"Idle"} \cup Opening => \A id \in state.asks : \E k \in 1..Len(state.queue) : state.queue[k] = id
  /\ state.name = "Finishing" <=> state.before # ""
  /\ state.name = "Finishing" => state.queue # <<>>
  /\ state.name = "Draining" => state.queue # <<>>
  /\ state.head = "PARTLY" => state.name \in {"Ready", "Draining"} /\ state.queue # <<>>

\* What holds for every step that can be taken.
Has(step, type) == \E k \in 1..Len(step.out) : step.out[k].type = type

NothingBeforeTheAck(step) ==                                                          \* HF-1
  Has(step, "Transmit") => step.next.name \in {"Ready", "Draining"}
ClosedOnce(step) ==
  Has(step, "AnnounceClosed") <=> step.next.name = "Closed" /\ state.name # "Closed"
EachEndsOnce(step) ==                                                                 \* HF-5
  LET Settled(id) == {k \in 1..Len(step.out) : step.out[k].type = "Settle" /\ step.out[k].id = id}
      Queued(s) == {s.queue[k] : k \in 1..Len(s.queue)}
  IN  \A id \in Queued(state) :
        Cardinality(Settled(id)) = (IF id \in Queued(step.next) THEN 0 ELSE 1)
RequestEndsOnce(step) ==                                                              \* HF-7
  \A id \in state.asks :
    Cardinality({k \in 1..Len(step.out) : step.out[k].type \in {"EndRequest", "Answer"} /\ step.out[k].id = id})
      = (IF id \in step.next.asks THEN 0 ELSE 1)
ClosedForGood(step) == state.name = "Closed" => step.next = state                     \* HF-10

StepsAreRight ==
  \A i \in Inputs(state) :
    LET step == Step(state, i)
    IN  /\ NothingBeforeTheAck(step)
        /\ ClosedOnce(step)
        /\ EachEndsOnce(step)
        /\ RequestEndsOnce(step)
        /\ ClosedForGood(step)
=============================================================================
