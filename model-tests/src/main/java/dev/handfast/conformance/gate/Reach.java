package dev.handfast.conformance.gate;

import dev.handfast.conformance.reference.ReferenceClient;
import dev.handfast.conformance.script.Script;
import dev.handfast.conformance.script.Step;
import dev.handfast.conformance.suite.SuiteRun.Reached;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

/// How much of a client's machine lives have been through, of what every order of four events goes
/// through: its states, its transitions (an event in a state), and pairs of these.
public final class Reach {
  /// Four events lead into every state, and out of it.
  private static final int LENGTH = 4;

  private final Seen all = new Seen();
  private final Seen got = new Seen();

  private static final class Seen {
    final SortedSet<String> states = new TreeSet<>();
    final SortedSet<String> transitions = new TreeSet<>();
    final SortedSet<String> pairs = new TreeSet<>();
  }

  /// Nothing has been lived yet.
  ///
  /// @param features of the driver
  public Reach(Set<String> features) {
    IntStream.rangeClosed(1, LENGTH)
        .boxed()
        .flatMap(length -> Alphabet.words(length, features))
        .forEach(script -> add(script, all));
  }

  /// A life.
  public void lived(Script script) {
    add(script, got);
  }

  private static void add(Script script, Seen to) {
    Script whole = script.overDriver();
    List<String> phases = ReferenceClient.account(whole).phases();
    String before = "Idle";
    String last = "";
    for (int i = 0; i < whole.steps().size(); i++) {
      List<String> events = events(whole.steps().get(i));
      String phase = before;
      for (String event : events) {
        String transition = phase + ": " + event;
        to.transitions.add(transition);
        if (!last.isEmpty()) {
          to.pairs.add(last + ", then " + event);
        }
        last = transition;
      }
      before = phases.get(i);
      to.states.add(before);
    }
  }

  /// The words that are said together happen in one state only where there is one.
  private static List<String> events(Step step) {
    return switch (step) {
      case Step.Send _, Step.AllSend _ -> List.of("send");
      case Step.Ask _ -> List.of("request");
      case Step.GiveUp _ -> List.of("withdraw");
      case Step.Close _ -> List.of("close");
      case Step.Says(var words) ->
          words.size() == 1 ? List.of(words.getFirst().name()) : Collections.emptyList();
      case Step.Ends _ -> List.of("the peer ends its side");
      case Step.Leaves _ -> List.of("the peer leaves");
      case Step.Wait _,
          Step.ReadsOn _,
          Step.Listen _,
          Step.Hold _,
          Step.Breaks _,
          Step.StopsReading _ ->
          List.of();
    };
  }

  /// What was reached.
  public List<Reached> reached() {
    var kinds = new ArrayList<Reached>();
    kinds.add(reached("states", all.states, got.states));
    kinds.add(reached("transitions", all.transitions, got.transitions));
    kinds.add(reached("pairs of transitions", all.pairs, got.pairs));
    return kinds;
  }

  private static Reached reached(String kind, SortedSet<String> all, SortedSet<String> got) {
    var both = new TreeSet<>(all);
    both.retainAll(got);
    return new Reached(kind, List.copyOf(all), List.copyOf(both));
  }
}
