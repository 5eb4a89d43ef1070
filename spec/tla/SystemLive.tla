----------------------------- MODULE SystemLive ------------------------------
(***************************************************************************)
(* The same liveness once more, as TLA+ says it: nothing is said about     *)
(* Rest, so a scene may go on for ever.  Whatever System is obliged to do  *)
(* is fair by itself: what could happen all the time happens some time.    *)
(* A clock goes on, but promises no more than that.                        *)
(***************************************************************************)
EXTENDS SystemRules

Deadlines == {<<timer, 0>> : timer \in {"HandshakeDeadline", "CloseDeadline", "RetryDelay"}}

ClientRings(timer) == timer \in end.client.timers /\ RingsClient(timer) /\ UNCHANGED left
ServerRings(timer) == timer \in end.server.timers /\ RingsServer(timer) /\ UNCHANGED left
ClientHearsNothing == IsSilent("client") /\ RingsClient(Silence) /\ UNCHANGED left
ServerHearsNothing == IsSilent("server") /\ RingsServer(Silence) /\ UNCHANGED left

\* Two of which one is never possible before the other is over are fair together.
Fair ==
  /\ WF_vars(Start \/ Connects) /\ WF_vars(Accepts \/ Grants)
  /\ WF_vars(ClientReads \/ ClientSeesEnd) /\ WF_vars(ServerReads \/ ServerSeesEnd)
  /\ WF_vars(ClientReports) /\ WF_vars(ServerReports)
  /\ \A side \in Sides : WF_vars(TakesFrame(side)) /\ WF_vars(Ends(side))
  /\ \A timer \in Deadlines : WF_vars(ClientRings(timer)) /\ WF_vars(ServerRings(timer))
  /\ WF_vars(ClientHearsNothing) /\ WF_vars(ServerHearsNothing)

FairSpec == Spec /\ Fair

(***************************************************************************)
(* What is settled again and again: nothing is owed for ever.  Who hangs   *)
(* owes nothing any more.                                                  *)
(***************************************************************************)
NoHandshakeIsOpen ==
  /\ Lives("client") => client.name \notin BeforeReady
  /\ Lives("server") =>
       server.name # "Authorizing" /\ (server.name = "AwaitingHandshake" => end.server.ending = "NONE")

NoSendIsOpen ==
  /\ Lives("client") => \A id \in Tickets : books.fate[id] # "OPEN"
  /\ Lives("server") => \A id \in OrderTickets : books.orders[id] # "OPEN"

NoCloseIsOpen ==
  /\ Lives("client") =>
       /\ client.name \notin {"Finishing", "Draining", "HalfClosed"}
       /\ client.name = "Closed" => end.client.ending \in {"NONE", "GONE"}
  /\ Lives("server") =>
       /\ server.name \notin {"Draining", "HalfClosed"}
       /\ server.name = "Closed" => end.server.ending = "GONE"

AHandshakeLeadsOn == []<>NoHandshakeIsOpen                                      \* HF-16, HF-19
ASendLeadsOn == []<>NoSendIsOpen                                                \* HF-20
ACloseLeadsOn == []<>NoCloseIsOpen                                              \* HF-20

(***************************************************************************)
(* The scenes: small ones, because here they are dear.                     *)
(***************************************************************************)
Endless(allowance, allowed) == [allowed EXCEPT ![allowance] = 1, !.endless = {allowance}]

NobodyListens == Extended("nobody listens", Endless("retries", [Alone EXCEPT !.closes = 1]))
WorkerPings == Extended("the worker pings", Endless("clientPings", [Alone EXCEPT !.closes = 1]))
OrchestratorPings ==
  Extended("the orchestrator pings", Endless("serverPings", [Nothing EXCEPT !.orders = 1, !.stops = 1]))
OneHangs == Extended("one hangs", [Nothing EXCEPT !.closes = 1, !.faults = {"ServerHangs", "ClientHangs"}])

Live == {NobodyListens, WorkerPings, OrchestratorPings, OneHangs}
=============================================================================
