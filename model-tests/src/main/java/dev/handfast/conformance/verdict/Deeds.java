package dev.handfast.conformance.verdict;

import dev.handfast.conformance.script.Script;
import dev.handfast.conformance.script.Step;
import dev.handfast.conformance.script.Surroundings;
import dev.handfast.conformance.script.Word;
import java.util.List;
import java.util.Set;

/// What was done to a client, as far as it matters for which rule a difference breaks.
///
/// @param accepts how many accepting acks the peer wrote
/// @param acks how many acks it wrote
/// @param sendsEarly whether the program sent or asked before the first ack
/// @param asks whether the program asked
/// @param givesUp whether the program cancelled a request
/// @param closes whether the program closed
/// @param stalls whether the peer stopped reading
/// @param isCut whether frames shared a chunk, or were cut by one
public record Deeds(
    int accepts,
    int acks,
    boolean sendsEarly,
    boolean asks,
    boolean givesUp,
    boolean closes,
    boolean stalls,
    boolean isCut) {
  private static final Set<Word> ACCEPTS = Set.of(Word.ACCEPT, Word.ACCEPT_PLAIN);
  private static final Set<Word> REFUSALS =
      Set.of(Word.REFUSE, Word.ACCEPT_IN_WORDS, Word.ACCEPT_ANOTHER);

  /// Nothing yet.
  public static Deeds none() {
    return new Deeds(0, 0, false, false, false, false, false, false);
  }

  /// All of a script.
  public static Deeds of(Script script) {
    Deeds deeds = none();
    if (script.surroundings().chunk() != Surroundings.WHOLE) {
      deeds = deeds.cut();
    }
    for (Step step : script.steps()) {
      deeds =
          switch (step) {
            case Step.Send _, Step.AllSend _ -> deeds.send(false);
            case Step.Ask _ -> deeds.send(true);
            case Step.GiveUp _ -> deeds.giveUp();
            case Step.Close _ -> deeds.close();
            case Step.Says(var words) -> deeds.say(words);
            case Step.StopsReading _ -> deeds.stall();
            case Step.Hold _, Step.Wait _, Step.Listen _ -> deeds;
            case Step.ReadsOn _, Step.Ends _, Step.Leaves _, Step.Breaks _ -> deeds;
          };
    }
    return deeds;
  }

  /// And the peer said something, in one piece.
  public Deeds say(List<Word> words) {
    int accepting = (int) words.stream().filter(ACCEPTS::contains).count();
    int refusing = (int) words.stream().filter(REFUSALS::contains).count();
    return new Deeds(
        accepts + accepting,
        acks + accepting + refusing,
        sendsEarly,
        asks,
        givesUp,
        closes,
        stalls,
        isCut || words.size() > 1);
  }

  /// And the program sent a message, or asked.
  public Deeds send(boolean asking) {
    return new Deeds(
        accepts, acks, sendsEarly || acks == 0, asks || asking, givesUp, closes, stalls, isCut);
  }

  /// And the program cancelled a request.
  public Deeds giveUp() {
    return new Deeds(accepts, acks, sendsEarly, asks, true, closes, stalls, isCut);
  }

  /// And the program closed.
  public Deeds close() {
    return new Deeds(accepts, acks, sendsEarly, asks, givesUp, true, stalls, isCut);
  }

  /// And the peer stopped reading.
  public Deeds stall() {
    return new Deeds(accepts, acks, sendsEarly, asks, givesUp, closes, true, isCut);
  }

  private Deeds cut() {
    return new Deeds(accepts, acks, sendsEarly, asks, givesUp, closes, stalls, true);
  }
}
