package dev.handfast.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/// Slots are a map under consecutive numbers.
class SlotsProperties {
  @Property
  void any_order_of_coming_and_going_is_that_of_a_map(
      @ForAll @Size(max = 200) List<@IntRange(min = -2, max = 60) Integer> steps) {
    var slots = new Slots<String>();
    Map<Long, String> map = new HashMap<>();
    long next = 0;
    for (int step : steps) {
      if (step < 20) { // as many come as go
        assertThat(slots.add("v" + next)).isEqualTo(next);
        map.put(next, "v" + next);
        next++;
      } else {
        long number = next - (step - 18); // near the end, or never there
        assertThat(slots.remove(number)).isEqualTo(Optional.ofNullable(map.remove(number)));
      }
    }
    for (long number = -1; number <= next; number++) {
      assertThat(slots.remove(number)).isEqualTo(Optional.ofNullable(map.remove(number)));
    }
  }
}
