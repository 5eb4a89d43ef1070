package dev.handfast.cli.demo;

/// One line of the time-line.
///
/// @param worker the worker that it is about
/// @param state the worker's state, as its process noted it last
/// @param accepted how many sends of the worker have returned so far
/// @param arrived how many messages of it have arrived so far
/// @param what what sort of thing happened
/// @param text what happened, in words; empty for [What#TALLY]
record Moment(String worker, String state, int accepted, int arrived, What what, String text) {

  /// What sort of thing happened.
  enum What {
    /// Only the numbers are new.
    TALLY,
    /// The worker's client is in another state.
    STATE,
    /// The worker has sent a group of messages.
    SENT,
    /// Sends threw.
    REFUSED,
    /// A message has arrived at the orchestrator.
    ARRIVED,
    /// The orchestrator decided or ordered something.
    ORDER,
    /// The worker was told what became of its messages.
    OUTCOME
  }
}
