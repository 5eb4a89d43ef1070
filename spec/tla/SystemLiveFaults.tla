-------------------------- MODULE SystemLiveFaults ---------------------------
(***************************************************************************)
(* SystemLive with one fault.  These end nothing and break nothing: they   *)
(* go on for ever and never come to Rest, so that no other property can    *)
(* see them.  Each breaks one property, in a loop, and no other.           *)
(***************************************************************************)
EXTENDS SystemLive

CONSTANT Number  \* of the fault: a run ends with the first loop, so each has a run of its own; 0: all

Faults == <<
  [name |-> "every attempt has a deadline of its own",
   breaks |-> "AHandshakeLeadsOn",
   scene |-> Endless("retries", [Nothing EXCEPT !.senders = 1])],
  [name |-> "a ping goes ahead of what waits",
   breaks |-> "ASendLeadsOn",
   scene |-> Endless("clientPings", Alone)],
  [name |-> "who closes grants one more delay, and one more",
   breaks |-> "ACloseLeadsOn",
   scene |-> [Nothing EXCEPT !.senders = 1, !.closes = 1, !.faults = {"ServerHangs"}]]
>>

FaultScene(k) == [breaks |-> Faults[k].breaks] @@ Extended(Faults[k].name, Faults[k].scene)
Chosen == {FaultScene(k) : k \in IF Number = 0 THEN 1..Len(Faults) ELSE {Number}}

FaultyClient(s, i) ==
  LET right == C!Step(s, i)
      Is(name, type) == scene.name = name /\ i.type = type
      And(effect) == C!Go(right.next, Append(right.out, effect))
  IN
  CASE Is("every attempt has a deadline of its own", "ConnectRefused") ->
         And(C!Disarm("HandshakeDeadline"))
    [] Is("every attempt has a deadline of its own", "RetryDue") -> And(C!Arm("HandshakeDeadline"))
    [] Is("who closes grants one more delay, and one more", "CloseDeadlinePassed") ->
         C!Go(s, <<C!Arm("RetryDelay")>>)
    [] Is("who closes grants one more delay, and one more", "RetryDue") ->
         C!Go(s, <<C!Arm("CloseDeadline")>>)
    [] OTHER -> right

FaultyPut(w, frame) ==
  IF scene.name = "a ping goes ahead of what waits" /\ frame.type = "ping"
  THEN [w EXCEPT !.end.out = <<frame>> \o @]
  ELSE [w EXCEPT !.end.out = Append(@, frame)]

NothingElseIsBroken ==
  /\ []<>(NoHandshakeIsOpen \/ scene.breaks = "AHandshakeLeadsOn")
  /\ []<>(NoSendIsOpen \/ scene.breaks = "ASendLeadsOn")
  /\ []<>(NoCloseIsOpen \/ scene.breaks = "ACloseLeadsOn")
=============================================================================
