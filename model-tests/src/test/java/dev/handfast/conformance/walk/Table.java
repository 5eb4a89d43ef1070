package dev.handfast.conformance.walk;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.automatalib.automaton.transducer.impl.CompactMealy;
import net.automatalib.util.automaton.Automata;
import net.automatalib.word.Word;

/// A machine's transitions as numbers, and words that go over them: a wrong cell is tried without
/// making a whole machine of it.
final class Table<I> {
  /// What [#steps] says where no word notices it.
  static final int UNNOTICED = -1;

  private final CompactMealy<I, String> machine;
  private final int inputs;

  /// By state and input.
  private final int[] next;

  private final int[] seen;
  private final List<int[]> words = new ArrayList<>();
  private final List<List<Taken>> takers = new ArrayList<>();
  private final List<List<I>> ways = new ArrayList<>();
  private final Map<String, Integer> sights = new HashMap<>();

  /// A word takes a cell, for the first time, at this place.
  ///
  /// @param word its place among all words
  private record Taken(int word, int at) {}

  /// A wrong cell.
  ///
  /// @param cell the right one
  /// @param to where it leads to
  /// @param seen what is seen of it
  record Wrong<I>(Step<I> cell, int to, String seen) {}

  Table(CompactMealy<I, String> machine) {
    this.machine = machine;
    inputs = machine.getInputAlphabet().size();
    int cells = machine.size() * inputs;
    next = new int[cells];
    seen = new int[cells];
    for (int cell = 0; cell < cells; cell++) {
      I stimulus = machine.getInputAlphabet().getSymbol(cell % inputs);
      next[cell] = machine.getSuccessor(cell / inputs, stimulus);
      seen[cell] = number(machine.getOutput(cell / inputs, stimulus));
      takers.add(new ArrayList<>());
    }
    findWays();
  }

  private int number(String sight) {
    return sights.computeIfAbsent(sight, _ -> sights.size());
  }

  /// The shortest ways to all states.
  private void findWays() {
    ways.addAll(Collections.nCopies(machine.size(), List.of()));
    var known = new BitSet();
    var queue = new ArrayDeque<Integer>();
    queue.add(machine.getIntInitialState());
    known.set(machine.getIntInitialState());
    while (!queue.isEmpty()) {
      int state = queue.remove();
      for (Step<I> step : Step.from(machine, state)) {
        if (!known.get(step.to())) {
          known.set(step.to());
          ways.set(step.to(), join(ways.get(state), step.stimulus(), List.of()));
          queue.add(step.to());
        }
      }
    }
  }

  private static <I> List<I> join(List<I> before, I stimulus, List<I> after) {
    var all = new ArrayList<>(before);
    all.add(stimulus);
    all.addAll(after);
    return all;
  }

  /// Words that go over the machine, and can notice what is wrong with it.
  Table<I> with(List<List<I>> words) {
    words.forEach(this::add);
    return this;
  }

  private void add(List<I> stimuli) {
    int[] word = numbers(stimuli);
    words.add(word);
    var taken = new BitSet();
    int state = machine.getIntInitialState();
    for (int at = 0; at < word.length; at++) {
      int cell = state * inputs + word[at];
      if (!taken.get(cell)) {
        taken.set(cell);
        takers.get(cell).add(new Taken(words.size() - 1, at));
      }
      state = next[cell];
    }
  }

  private int[] numbers(List<I> stimuli) {
    return stimuli.stream().mapToInt(machine.getInputAlphabet()::getSymbolIndex).toArray();
  }

  /// Each cell leads to each wrong state.
  Stream<Wrong<I>> transfers() {
    return Step.of(machine).stream()
        .flatMap(
            cell ->
                IntStream.range(0, machine.size())
                    .filter(to -> to != cell.to())
                    .mapToObj(to -> new Wrong<>(cell, to, rightAt(cell))));
  }

  /// Of each cell each thing is seen that is right for its stimulus in another state.
  Stream<Wrong<I>> outputs() {
    return Step.of(machine).stream()
        .flatMap(
            cell ->
                Mutants.sights(machine, cell.stimulus()).stream()
                    .filter(sight -> !sight.equals(rightAt(cell)))
                    .map(sight -> new Wrong<>(cell, cell.to(), sight)));
  }

  private String rightAt(Step<I> cell) {
    return machine.getOutput(cell.from(), cell.stimulus());
  }

  /// After how many steps a word notices it; [#UNNOTICED] where none does.
  int steps(Wrong<I> wrong) {
    int cell = cell(wrong);
    int sight = number(wrong.seen());
    for (Taken taken : takers.get(cell)) {
      int steps = steps(cell, wrong.to(), sight, words.get(taken.word()), taken.at());
      if (steps != UNNOTICED) {
        return steps;
      }
    }
    return UNNOTICED;
  }

  private int cell(Wrong<I> wrong) {
    return wrong.cell().from() * inputs
        + machine.getInputAlphabet().getSymbolIndex(wrong.cell().stimulus());
  }

  private int steps(int wrong, int to, int sight, int[] word, int from) {
    int right = wrong / inputs;
    int state = right;
    for (int at = from; at < word.length; at++) {
      int cell = state * inputs + word[at];
      int rightCell = right * inputs + word[at];
      if ((cell == wrong ? sight : seen[cell]) != seen[rightCell]) {
        return at + 1;
      }
      state = cell == wrong ? to : next[cell];
      right = next[rightCell];
    }
    return UNNOTICED;
  }

  /// Adds a word for each wrong transfer that no word has noticed yet, unless nobody can.
  ///
  /// @return the words that were added
  List<List<I>> noticeTransfers() {
    var added = new ArrayList<List<I>>();
    transfers()
        .filter(wrong -> steps(wrong) == UNNOTICED)
        .forEach(
            wrong -> {
              for (List<I> word : telling(wrong)) {
                add(word);
                added.add(word);
              }
            });
    return added;
  }

  /// The way there, the wrong step, and what tells the two states apart that it may lead to; where
  /// that goes over the wrong step again, what tells the whole machines apart.
  private List<List<I>> telling(Wrong<I> wrong) {
    Word<I> rest =
        Automata.findSeparatingWord(
            machine, wrong.cell().to(), wrong.to(), machine.getInputAlphabet());
    if (rest != null) {
      List<I> word = join(ways.get(wrong.cell().from()), wrong.cell().stimulus(), rest.asList());
      int at = ways.get(wrong.cell().from()).size();
      if (steps(cell(wrong), wrong.to(), number(wrong.seen()), numbers(word), at) != UNNOTICED) {
        return List.of(word);
      }
    }
    Word<I> whole = Automata.findSeparatingWord(machine, whole(wrong), machine.getInputAlphabet());
    return whole == null ? List.of() : List.of(whole.asList());
  }

  private CompactMealy<I, String> whole(Wrong<I> wrong) {
    var mutant = new CompactMealy<>(machine);
    mutant.setTransition(wrong.cell().from(), wrong.cell().stimulus(), wrong.to(), wrong.seen());
    return mutant;
  }

  /// Whether nobody can tell the two machines apart, by their automata.
  boolean isEquivalent(Wrong<I> wrong) {
    return Automata.testEquivalence(machine, whole(wrong), machine.getInputAlphabet());
  }
}
