package dev.handfast.conformance.schedule;

import dev.handfast.conformance.script.Shrinkable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Who gets each turn: by default the one that has it, or the oldest where that one is blocked.
///
/// Written as the turns at which it is another one: `17=1 40=2` gives turn 17 to the first of the
/// others and turn 40 to the second. Any numbers are legal: a choice with nobody behind it counts
/// around, a turn that never comes is not missed.
///
/// @param switches the turns that go elsewhere, in order
public record Choices(List<Switch> switches) implements Shrinkable<Choices> {
  /// Everybody goes on as long as they can.
  public static final Choices NONE = new Choices(List.of());

  /// A turn that goes elsewhere.
  ///
  /// @param turn counted from 1
  /// @param choice the place among those who could go on; the one that has the turn is 0
  public record Switch(int turn, int choice) {
    @Override
    public String toString() {
      return turn + "=" + choice;
    }
  }

  /// In order.
  public Choices {
    switches = switches.stream().sorted(Comparator.comparingInt(Switch::turn)).toList();
  }

  /// Reads what [#toString] writes.
  ///
  /// @throws IllegalArgumentException where it is not written like that
  public static Choices parse(String text) {
    var switches = new ArrayList<Switch>();
    for (String word : text.isBlank() ? new String[0] : text.strip().split(" +", -1)) {
      if (!word.matches("[0-9]{1,6}=[0-9]{1,3}")) {
        throw new IllegalArgumentException(
            "choices: got `%s`, wanted TURN=CHOICE, such as 17=1".formatted(word));
      }
      String[] numbers = word.split("=", -1);
      switches.add(new Switch(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1])));
    }
    return new Choices(switches);
  }

  /// Plays them.
  Chooser chooser() {
    Map<Integer, Integer> byTurn = new HashMap<>();
    switches.forEach(each -> byTurn.put(each.turn(), each.choice()));
    return moment -> byTurn.getOrDefault(moment.turn(), 0) % moment.able().size();
  }

  /// One switch less.
  @Override
  public Stream<Choices> smaller() {
    return IntStream.range(0, switches.size()).mapToObj(this::without);
  }

  private Choices without(int index) {
    var fewer = new ArrayList<>(switches);
    fewer.remove(index);
    return new Choices(fewer);
  }

  @Override
  public String toString() {
    return String.join(" ", switches.stream().map(Switch::toString).toList());
  }
}
