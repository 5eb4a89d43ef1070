-------------------------------- MODULE Sight --------------------------------
(***************************************************************************)
(* What who only watches sees of a step of either machine: a change of     *)
(* state, and some of the effects, in their order.                         *)
(***************************************************************************)
LOCAL INSTANCE Naturals
LOCAL INSTANCE Sequences

Shown(effect) ==
  CASE effect.type = "Settle" ->
         <<[kind |-> "outcome", id |-> effect.id,
            what |-> IF effect.detail \in {"Written", "Unknown"} THEN effect.detail ELSE "Failed"]>>
    [] effect.type = "EndRequest" -> <<[kind |-> "request", id |-> effect.id]>>
    [] effect.type = "Ignore" -> <<[kind |-> "ignored", what |-> effect.detail]>>
    [] effect.type = "AnnounceClosed" ->
         IF effect.detail = "PeerMisbehaved"
         THEN <<[kind |-> "violation"], [kind |-> "ended"]>>
         ELSE <<[kind |-> "ended"]>>
    [] OTHER -> <<>>

RECURSIVE All(_)
All(effects) == IF effects = <<>> THEN <<>> ELSE Shown(Head(effects)) \o All(Tail(effects))

Shows(before, step) ==
  (IF before.name = step.next.name
   THEN <<>>
   ELSE <<[kind |-> "state", from |-> before.name, to |-> step.next.name]>>)
    \o All(step.out)

\* The messages that a step hands to the writer.
Transmitted(effects) ==
  LET OfMessages == SelectSeq(effects, LAMBDA effect : effect.type = "Transmit")
  IN  [k \in 1..Len(OfMessages) |-> OfMessages[k].id]
=============================================================================
