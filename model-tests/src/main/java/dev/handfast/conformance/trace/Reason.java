package dev.handfast.conformance.trace;

/// Why something cannot have happened: each is given in one place, and breaks one rule.
enum Reason {
  NO_SUCH_ROLE("section 1", "there is no such role"),
  SHOWS_NOTHING("section 4", "the entry shows nothing that this side can have done"),
  ANOTHER_STATE("section 6", "nothing led from %s to %s"),
  MORE_THAN_WAS_SENT("HF-4", "the other side sent %d frames only"),
  NOT_WHAT_WAS_SENT("HF-4", "frame %d of the other side is another one (%s)"),

  ID_IS_USED("section 3", "a frame with this id was sent before"),
  LEFT_AFTER_ITS_OUTCOME("HF-5", "it had its outcome before it left"),
  TWO_OUTCOMES("HF-5", "it has its outcome"),
  FAILED_AND_LEFT("HF-5", "the kernel took the whole message"),
  UNKNOWN_FOR_CERTAIN("HF-5", "only what the kernel had begun to take when the end came"),
  NO_SUCH_OUTCOME("HF-5", "there is no such outcome"),
  WRITTEN_OUT_OF_ORDER("HF-4", "it is not what was sent first of what has no outcome"),
  WRITTEN_AND_NOT_SENT("HF-5", "it is not what was sent first of what has no outcome"),
  SENT_AMONG_OUTCOMES("HF-5", Texts.LACKING),
  CHANGED_BEFORE_THE_OUTCOME("HF-5", Texts.LACKING),
  WENT_ON_BEFORE_THE_OUTCOME("HF-5", Texts.LACKING),
  OUTCOME_COMES_LATE("HF-5", "it comes late"),
  FAILED_AFTER_THE_CLOSE("HF-12", "all was written when the output closed"),
  UNWRITTEN_HAS_NO_OUTCOME("HF-5", "something was unwritten when it closed, and has no outcome"),
  NOT_TAKEN_BACK("HF-5", "in %s no %s is taken back"),

  END_IS_NOT_TOLD("HF-10", "the connection has not told its end yet"),
  CHANGED_FROM_ELSEWHERE("section 6", "the state was %s"),
  NO_WAY("section 6", "no way leads from %s to %s"),
  PING_TO_A_STRANGER("HF-26", "the peer has not shown that it knows pings"),
  PONG_UNASKED("HF-9", "no ping is unanswered"),
  ERROR_IS_NOT_THE_LAST_WORD("HF-17", "a protocol_error is the last word, and said once"),
  MESSAGE_BEFORE_THE_ACK("HF-1", Texts.NONE_LEAVES),
  MESSAGE_BEFORE_OUR_ACK("HF-14", Texts.NONE_LEAVES),
  MESSAGE_BEHIND_THE_LAST("HF-12", Texts.NONE_LEAVES),
  MESSAGE_AFTER_THE_END("HF-10", Texts.NONE_LEAVES),
  IGNORED_WITHOUT_CAUSE("HF-22", "no frame arrived that is ignored as %s"),
  VIOLATION_WITHOUT_CAUSE("HF-17", "a violation is told once, when the connection closes for it"),
  ENDED_BEFORE_THE_END("HF-10", "a connection ends once, in Closed"),
  VIOLATION_IS_NOT_TOLD("HF-17", "what arrived broke the protocol, and nobody is told"),

  READY_WITHOUT_AN_ACK("HF-1", "no accepting handshake_ack came before this"),
  TWO_HANDSHAKES("HF-2", "a second handshake on one connection"),
  HANDSHAKE_WITHOUT_A_CONNECTION("HF-2", "the connection is not open in %s"),
  NOT_A_WORKERS("section 4", "a worker sends no %s"),
  READ_WITHOUT_A_CONNECTION("section 6.1", "nothing arrives in %s, before the connection is open"),
  REQUEST_STAYS_OPEN("HF-7", "request %s has neither answer nor end"),
  REQUEST_ENDS_TWICE("HF-7", "the request has ended already"),
  REQUEST_ENDS_AFTER_ALL_DID("HF-30", "a cancel in Draining has ended all that was open"),
  REQUEST_ENDS_BEFORE_ITS_MESSAGE("HF-8", "its message would have been withdrawn before"),
  REQUEST_ENDS_WITHOUT_AN_OUTCOME("HF-5", "the message of request %s has no outcome"),
  REQUEST_ENDS_OUT_OF_ORDER("HF-7", "request %s is not the first that is open"),

  JUDGED_WITHOUT_A_HANDSHAKE("HF-13", "no handshake came before this"),
  OPEN_AT_THE_CLOSE("HF-33", "what was open at the close has no answer: %s"),
  TWO_ACKS("HF-14", "a second ack on one connection"),
  ACK_OF_ANOTHER_HANDSHAKE("HF-6", "the ack names a handshake that did not arrive"),
  ACK_BEFORE_REGISTERED("HF-14", "an accepting ack before Registered"),
  REFUSAL_IS_NOT_THE_LAST_WORD("HF-19", "a refusal is the last word of who never registered"),
  ANSWER_TO_NO_REQUEST("HF-7", "no open request has the id %s"),
  ANSWERS_OVERTAKE("HF-4", "%s was asked again, so its answer was given before this request came"),
  ASKED_AGAIN(
      "section 10.2", "asked again without an answer, and that did not end the session: %s"),
  DENIAL_IS_MISSING("HF-33", "open at the close, and no answer has an outcome: %s"),
  LOST_ANSWER_TO_NO_REQUEST("HF-7", "more answers are lost than requests are open"),
  NOT_AN_ORCHESTRATORS("section 4", "an orchestrator sends no %s"),
  READ_DURING_THE_VERDICT("HF-27", "nothing is read until the verdict is given"),
  REQUEST_OF_AN_ORCHESTRATOR("HF-7", "an orchestrator makes no requests"),

  LATE_IS_IGNORED("HF-10"),
  MALFORMED_ENDS("HF-17"),
  UNKNOWN_IS_IGNORED("HF-22"),
  ERROR_ENDS("section 6"),
  ACK_WITHOUT_A_HANDSHAKE_ENDS("HF-2"),
  ACK_FOR_ANOTHER_ENDS("HF-6"),
  ACK_OPENS("HF-6"),
  REFUSAL_ENDS("HF-19"),
  BEFORE_THE_ACK_ENDS("section 6.1"),
  SECOND_ACK_IS_IGNORED("HF-6"),
  ANSWER_TO_NOTHING_IS_IGNORED("HF-7"),
  CANCEL_ENDS_REQUESTS("HF-30"),
  NOT_FOR_A_WORKER_ENDS("section 6.1"),
  FAILED_REQUEST_ENDS("HF-7"),
  HANDSHAKE_IS_JUDGED("HF-27"),
  BEFORE_THE_HANDSHAKE_ENDS("HF-13"),
  SECOND_HANDSHAKE_ENDS("HF-2"),
  ANOTHERS_CHILD_ID_ENDS("HF-15"),
  ASKED_AGAIN_ENDS("section 10.2"),
  NOT_FOR_AN_ORCHESTRATOR_ENDS("section 6.2");

  private final String rule;
  private final String why;

  /// @param rule the id in `spec/rules.yaml`, or the section of `spec/PROTOCOL.md`
  /// @param why one sentence about what was seen, with places for its words
  Reason(String rule, String why) {
    this.rule = rule;
    this.why = why;
  }

  /// Something that was seen demands what comes next.
  Reason(String rule) {
    this(rule, "what came before demands at once: %s");
  }

  String rule() {
    return rule;
  }

  String why(Object... words) {
    return why.formatted(words);
  }

  private static final class Texts {
    static final String LACKING = "%s was sent, and the outcome comes at once";
    static final String NONE_LEAVES = "in %s no message leaves";
  }
}
