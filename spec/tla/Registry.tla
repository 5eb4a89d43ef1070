------------------------------ MODULE Registry -------------------------------
(***************************************************************************)
(* Several connections under one childId: who holds it (HF-15).            *)
(*                                                                         *)
(* Each connection has the machine of ServerMachine.  A verdict claims the *)
(* childId and registers the connection in one step, as the Java server    *)
(* does (dev.handfast.server.HandfastServer.admit); what it says to the    *)
(* old holder, and what an ended connection gives back, comes about later, *)
(* in any order.                                                           *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets, TLC

CONSTANTS
  Connections,  \* numbers
  Talkative,    \* of them, those that ask, and speak as another
  Scenes        \* [name, number, policy]: policy is that of DuplicatePolicy, REJECT or REPLACE

S == INSTANCE ServerMachine WITH Limit <- 2

VARIABLES
  scene,
  machine,   \* of each connection
  arrived,   \* connections whose handshake has been read
  claim,     \* [epoch, holder]; epoch 0: nobody has the childId
  epochs,    \* the last number of a session
  epoch,     \* of each connection; 0: none
  superseded,  \* connections that are to be told that a newer one has their childId
  released,  \* connections that have ended, and have yet to give their childId back
  asked,     \* of each connection: whether its request is open, or what became of it
  strangers  \* connections whose frame of another childId was taken

vars == <<scene, machine, arrived, claim, epochs, epoch, superseded, released, asked, strangers>>

Nobody == [epoch |-> 0, holder |-> 0]
Session == {"Registered", "Draining", "HalfClosed"}
IsIn(c) == machine[c].name \in Session

ServerStep(s, input) == S!Step(s, input)

Has(effects, type) == \E k \in 1..Len(effects) : effects[k].type = type

\* What every step of a connection has in common: its machine moves, and an end gives the childId back later.
Moves(c, step) ==
  /\ machine' = [machine EXCEPT ![c] = step.next]
  /\ released' = IF Has(step.out, "Release") /\ epoch'[c] # 0 THEN released \cup {c} ELSE released

Arrives(c) ==
  /\ c \notin arrived
  /\ \A other \in Connections : other < c => other \in arrived  \* they are alike
  /\ arrived' = arrived \cup {c}
  /\ UNCHANGED epoch
  /\ Moves(c, ServerStep(machine[c], [type |-> "HandshakeReceived"]))
  /\ UNCHANGED <<scene, claim, epochs, superseded, asked, strangers>>

\* Claims the childId in the very step that registers the connection.
MayClaim == claim = Nobody \/ scene.policy = "REPLACE"
Number(c) == epochs + 1

Admits(c) ==
  /\ machine[c].name = "Authorizing"
  /\ IF MayClaim
     THEN /\ epochs' = IF epochs < Number(c) THEN Number(c) ELSE epochs
          /\ epoch' = [epoch EXCEPT ![c] = Number(c)]
          /\ claim' = [epoch |-> Number(c), holder |-> c]
          /\ superseded' = IF claim = Nobody THEN superseded ELSE superseded \cup {claim.holder}
          /\ Moves(c, ServerStep(machine[c], [type |-> "VerdictAccepted"]))
     ELSE /\ UNCHANGED <<epochs, epoch, claim, superseded>>
          /\ Moves(c, ServerStep(machine[c], [type |-> "VerdictRefused"]))
  /\ UNCHANGED <<scene, arrived, asked, strangers>>

Steps(c, input) ==
  /\ UNCHANGED epoch
  /\ Moves(c, ServerStep(machine[c], input))
  /\ UNCHANGED <<scene, arrived, claim, epochs>>

IsSuperseded(c) ==
  /\ c \in superseded /\ Steps(c, [type |-> "Superseded"])
  /\ superseded' = superseded \ {c} /\ UNCHANGED <<asked, strangers>>

Ends(c) ==
  /\ c \in arrived /\ machine[c].name # "Closed" /\ Steps(c, [type |-> "ConnectionLost"])
  /\ UNCHANGED <<superseded, asked, strangers>>

Releases(c) ==
  /\ c \in released
  /\ released' = released \ {c}
  /\ claim' = IF claim.epoch = epoch[c] THEN Nobody ELSE claim
  /\ UNCHANGED <<scene, machine, arrived, epochs, epoch, superseded, asked, strangers>>

\* A worker names another childId than that of its handshake.
SpeaksAsAnother(c) ==
  /\ IsIn(c) /\ c \in Talkative
  /\ LET step == ServerStep(machine[c], [type |-> "ReportReceived", mine |-> FALSE])
     IN  /\ UNCHANGED epoch /\ Moves(c, step)
         /\ strangers' = IF Has(step.out, "Deliver") THEN strangers \cup {c} ELSE strangers
  /\ UNCHANGED <<scene, arrived, claim, epochs, superseded, asked>>

Asks(c) ==
  /\ machine[c].name = "Registered" /\ asked[c] = "no" /\ c \in Talkative
  /\ Steps(c, [type |-> "PermissionAsked", mine |-> TRUE, id |-> 1])
  /\ asked' = [asked EXCEPT ![c] = "open"]
  /\ UNCHANGED <<superseded, strangers>>

\* Where the answer to the request of connection c goes.
AnswersTo(c) == c

Answers(c) ==
  /\ asked[c] = "open"
  /\ LET to == AnswersTo(c)
         step == ServerStep(machine[to], [type |-> "ReplyRequested", id |-> 1, ticket |-> 1])
     IN  /\ UNCHANGED epoch /\ Moves(to, step)
         /\ asked' = [asked EXCEPT ![c] = IF Has(step.out, "Refuse") THEN "refused"
                                          ELSE IF to = c THEN "answered" ELSE "answered another"]
  /\ UNCHANGED <<scene, arrived, claim, epochs, superseded, strangers>>

Init ==
  /\ scene \in Scenes
  /\ machine = [c \in Connections |-> S!AwaitingHandshake]
  /\ arrived = {} /\ claim = Nobody /\ epochs = 0
  /\ epoch = [c \in Connections |-> 0]
  /\ superseded = {} /\ released = {} /\ strangers = {}
  /\ asked = [c \in Connections |-> "no"]

Next ==
  \E c \in Connections :
    \/ Arrives(c) \/ Admits(c) \/ IsSuperseded(c) \/ Ends(c) \/ Releases(c)
    \/ SpeaksAsAnother(c) \/ Asks(c) \/ Answers(c)

Spec == Init /\ [][Next]_vars

(***************************************************************************)
(* What must hold.                                                         *)
(***************************************************************************)
\* A session that no newer one has replaced is in the register.
TheLivingAreRegistered ==                                                       \* HF-15
  \A c \in Connections :
    IsIn(c) /\ c \notin superseded => claim = [epoch |-> epoch[c], holder |-> c]

OneSessionPerChildId ==                                                         \* HF-15
  \A c, other \in Connections :
    c # other /\ IsIn(c) /\ IsIn(other)
      => scene.policy = "REPLACE" /\ (c \in superseded \/ other \in superseded)

TheNewestHoldsIt ==                                                             \* HF-15
  \A c \in Connections : epoch[c] <= epochs /\ (claim # Nobody => epoch[c] <= claim.epoch)

TheChildIdStays == strangers = {}                                               \* HF-15

AnswersGoToTheAsker ==                                                          \* HF-15
  \A c \in Connections : asked[c] # "answered another"

\* Every behaviour is finite; in the end the dead hold nothing.
Rest == superseded = {} /\ released = {}
TheDeadHoldNothing ==                                                           \* HF-15
  Rest /\ claim # Nobody => IsIn(claim.holder)

Policies == {[name |-> "reject", number |-> 1, policy |-> "REJECT"],
             [name |-> "replace", number |-> 2, policy |-> "REPLACE"]}
=============================================================================
