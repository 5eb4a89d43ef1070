package dev.handfast.conformance.walk;

import dev.handfast.conformance.script.Surroundings.Overflow;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import net.automatalib.automaton.transducer.impl.CompactMealy;
import net.automatalib.util.automaton.conformance.WpMethodTestsIterator;

/// The library's machines over all stimuli at once: too much for the real client and server in
/// every build, and little for a reference.
final class Whole {
  /// How many states more a reference may have and still not hide anything.
  private static final int EXTRA = Boolean.getBoolean("handfast.deep") ? 1 : 0;

  /// The reference server knows no worker that does not read.
  static final Set<ServerStimulus> READING =
      EnumSet.complementOf(EnumSet.of(ServerStimulus.STOPS_READING, ServerStimulus.READS_ON));

  static final CompactMealy<ClientStimulus, String> CLIENT =
      Observable.of(ClientScene.started(Overflow.FAILS), EnumSet.allOf(ClientStimulus.class));
  static final CompactMealy<ServerStimulus, String> SERVER =
      Observable.of(ServerScene.connected(), READING);

  private Whole() {}

  /// Words that tell a machine from every other one that has at most [#EXTRA] states more.
  static <I> List<List<I>> words(CompactMealy<I, String> machine) {
    var words = new ArrayList<List<I>>();
    new WpMethodTestsIterator<>(machine, machine.getInputAlphabet(), EXTRA)
        .forEachRemaining(word -> words.add(word.asList()));
    return words;
  }
}
