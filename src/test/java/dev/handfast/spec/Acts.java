package dev.handfast.spec;

import dev.handfast.CloseCause;
import dev.handfast.Delivery;
import dev.handfast.FailureCause;
import dev.handfast.transition.ClientEffect;
import dev.handfast.transition.CommonEffect;
import dev.handfast.transition.ServerEffect;
import dev.handfast.transition.Settle;
import dev.handfast.transition.Withdraw;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// The effects of the machines in the words of the text.
final class Acts {
  static final String COUNTED = "counted";
  static final String REFUSED = "refused to caller";
  static final String TOLD = "tell the peer";

  /// What every step into `Closed` does, so that the table does not say it.
  private static final Set<String> ALWAYS_AT_THE_END =
      Set.of("hang up", "settle unwritten", "end request", "closed", "release", "left");

  private Acts() {}

  static Set<String> ofClient(Stream<ClientEffect> effects) {
    return collected(effects.map(Acts::word));
  }

  static Set<String> ofServer(Stream<ServerEffect> effects) {
    return collected(effects.map(Acts::word));
  }

  /// The answer of the table for a step that stays in its state or goes to another, not to the end.
  static String answer(String before, String after, Set<String> acts, boolean changed) {
    if (!before.equals(after)) {
      return Answer.of("→ " + after, acts);
    }
    if (acts.isEmpty()) {
      return changed ? "accepted" : "ignored";
    }
    boolean single = acts.size() == 1 && !changed;
    return single && (acts.contains(COUNTED) || acts.contains(REFUSED))
        ? acts.iterator().next()
        : Answer.of("stays", acts);
  }

  /// The answer of the table for a step into `Closed`.
  static String ending(CloseCause cause, Set<String> acts) {
    var said = new TreeSet<>(acts);
    said.removeAll(ALWAYS_AT_THE_END);
    boolean told = said.remove(TOLD);
    return switch (cause) {
      case CloseCause.PeerMisbehaved(var violation) ->
          Answer.of("violation " + violation.code().wire() + (told ? "" : ", not told"), said);
      case CloseCause other ->
          Answer.of("→ Closed(" + other.getClass().getSimpleName() + ")", said);
    };
  }

  private static Set<String> collected(Stream<String> words) {
    return words.collect(TreeSet::new, Set::add, Set::addAll);
  }

  private static String word(ClientEffect effect) {
    return switch (effect) {
      case CommonEffect common -> common(common);
      case ClientEffect.Open _ -> "connect";
      case ClientEffect.TransmitHandshake _ -> "handshake";
      case ClientEffect.AnnounceReady _ -> "ready";
      case ClientEffect.Answer _ -> "answer";
      case ClientEffect.EndRequest _ -> "end request";
    };
  }

  private static String word(ServerEffect effect) {
    return switch (effect) {
      case CommonEffect common -> common(common);
      case ServerEffect.StopReading _ -> "stop reading";
      case ServerEffect.GoOnReading _ -> "go on reading";
      case ServerEffect.Authorize _ -> "authorize";
      case ServerEffect.TransmitAck _ -> "ack";
      case ServerEffect.TransmitRefusal _ -> "refusal";
      case ServerEffect.AnnounceJoined _ -> "joined";
      case ServerEffect.AnnounceLeft _ -> "left";
      case ServerEffect.AnnounceAnswered _ -> "answered";
      case ServerEffect.Release _ -> "release";
    };
  }

  private static String common(CommonEffect effect) {
    return switch (effect) {
      case CommonEffect.Transmit _ -> "transmit";
      case CommonEffect.TransmitPing _ -> "ping";
      case CommonEffect.TransmitPong _ -> "pong";
      case CommonEffect.TransmitProtocolError _ -> TOLD;
      case CommonEffect.HalfClose _ -> "half-close";
      case CommonEffect.Hangup _ -> "hang up";
      case CommonEffect.Arm(var timer) -> "arm " + timer.getClass().getSimpleName();
      case CommonEffect.Disarm(var timer) -> "disarm " + timer.getClass().getSimpleName();
      case CommonEffect.Refuse _ -> REFUSED;
      case CommonEffect.Deliver _ -> "deliver";
      case CommonEffect.Ignore _ -> COUNTED;
      case CommonEffect.AnnounceClosed _ -> "closed";
      case Settle(_, Delivery outcome) -> settled(outcome);
      case Withdraw _ -> "take back";
    };
  }

  private static String settled(Delivery outcome) {
    return switch (outcome) {
      case Delivery.Written _ -> "settle written";
      case Delivery.Failed(FailureCause.WithdrawnOnTimeout _) -> "withdraw";
      case Delivery.Failed(FailureCause.WithdrawnOnCancel _) -> "withdraw";
      case Delivery.Failed(FailureCause.Dropped _) -> "drop";
      case Delivery.Failed(FailureCause.ConnectionEnded _) -> "settle unwritten";
      case Delivery.Unknown _ -> "settle unwritten";
    };
  }
}
