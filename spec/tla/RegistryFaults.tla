--------------------------- MODULE RegistryFaults ----------------------------
(***************************************************************************)
(* Registry with one fault, chosen by the initial state; see SystemFaults. *)
(***************************************************************************)
EXTENDS Registry

FaultyServer(s, i) ==
  CASE scene.name = "a worker speaks under another's name" /\ i.type = "ReportReceived" ->
         S!Step(s, [i EXCEPT !.mine = TRUE])
    [] OTHER -> S!Step(s, i)

FaultyMayClaim ==
  claim = Nobody \/ scene.policy = "REPLACE" \/ scene.name = "a handshake for a live worker's name is accepted"

FaultyAnswersTo(c) ==
  IF scene.name = "an answer goes to the second of a name" /\ claim # Nobody /\ S!Open(machine[claim.holder], 1)
  THEN claim.holder ELSE c

\* Connections arrive in the order of their numbers.
FaultyNumber(c) ==
  IF scene.name = "sessions are numbered by their handshakes, not by their verdicts" THEN c ELSE epochs + 1

\* The end of a connection gives back the name, whoever has it now.
ReleasesByName(c) ==
  /\ scene.name = "the end of an old connection takes the name from the new one"
  /\ c \in released
  /\ released' = released \ {c}
  /\ claim' = Nobody
  /\ UNCHANGED <<scene, machine, arrived, epochs, epoch, superseded, asked, strangers>>

\* A connection that has ended before its verdict claims the name all the same.
AdmitsTheDead(c) ==
  /\ scene.name = "who has gone before the verdict gets the name"
  /\ c \in arrived /\ machine[c].name = "Closed" /\ epoch[c] = 0 /\ claim = Nobody
  /\ epochs' = epochs + 1 /\ epoch' = [epoch EXCEPT ![c] = epochs']
  /\ claim' = [epoch |-> epochs', holder |-> c]
  /\ UNCHANGED <<scene, machine, arrived, superseded, released, asked, strangers>>

Faults == <<
  [policy |-> "REPLACE", name |-> "the end of an old connection takes the name from the new one"],
  [policy |-> "REJECT", name |-> "a handshake for a live worker's name is accepted"],
  [policy |-> "REJECT", name |-> "a worker speaks under another's name"],
  [policy |-> "REPLACE", name |-> "an answer goes to the second of a name"],
  [policy |-> "REJECT", name |-> "who has gone before the verdict gets the name"],
  [policy |-> "REPLACE", name |-> "sessions are numbered by their handshakes, not by their verdicts"]
>>
FaultScenes == {[number |-> k] @@ Faults[k] : k \in 1..Len(Faults)}

Violated ==
  CASE ~TheLivingAreRegistered -> "TheLivingAreRegistered"
    [] ~OneSessionPerChildId -> "OneSessionPerChildId"
    [] ~TheNewestHoldsIt -> "TheNewestHoldsIt"
    [] ~TheChildIdStays -> "TheChildIdStays"
    [] ~AnswersGoToTheAsker -> "AnswersGoToTheAsker"
    [] ~TheDeadHoldNothing -> "TheDeadHoldNothing"
    [] OTHER -> ""

ASSUME \A k \in 1..Len(Faults) : TLCSet(k, FALSE)
IsCaught == TLCGet(scene.number)
IsFollowed == ~IsCaught
NoFaultIsSeen ==
  IsCaught \/ Violated = ""
    \/ ~(PrintT(<<"caught", scene.name, Violated>>) /\ TLCSet(scene.number, TRUE))

FaultySpec == Init /\ [][Next \/ \E c \in Connections : ReleasesByName(c) \/ AdmitsTheDead(c)]_vars
=============================================================================
