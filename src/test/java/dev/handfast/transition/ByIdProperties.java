package dev.handfast.transition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/// Values by id behave as a linked map does, and no choice of ids makes them slow.
class ByIdProperties {

  @Property(tries = 300)
  void what_is_there_is_what_a_linked_map_has_in_its_order_and_no_change_reaches_an_older_one(
      @ForAll List<@IntRange(min = -25, max = 25) Integer> changes) {
    Map<String, Integer> expected = new LinkedHashMap<>();
    ById<Integer> values = ById.none();
    for (int change : changes) {
      String id = String.valueOf(Math.abs(change));
      ById<Integer> before = values;
      List<Integer> seen = before.all();
      if (change < 0) {
        expected.remove(id);
        values = values.minus(id);
      } else {
        expected.put(id, change);
        values = values.plus(id, change);
      }
      assertThat(before.all()).isEqualTo(seen);
      assertThat(values.all()).containsExactlyElementsOf(expected.values());
      assertThat(values.size()).isEqualTo(expected.size());
      assertThat(values.get(id)).isEqualTo(java.util.Optional.ofNullable(expected.get(id)));
      assertBalanced(values);
    }
  }

  @Example
  void ids_in_order_and_their_removal_from_one_end_leave_it_low() {
    List<String> ids = IntStream.range(0, 30_000).mapToObj("%05d"::formatted).toList();
    ById<String> values = ById.none();
    for (String id : ids) {
      values = values.plus(id, id);
    }
    assertThat(values.all()).isEqualTo(ids);
    assertBalanced(values);
    for (String id : ids.subList(0, 29_000)) {
      values = values.minus(id);
    }
    assertThat(values.all()).isEqualTo(ids.subList(29_000, 30_000));
    assertBalanced(values);
  }

  /// An AVL tree's bound: 1.4405 log2(n + 2).
  private static void assertBalanced(ById<?> values) {
    assertThat((double) values.height())
        .isLessThanOrEqualTo(1.4405 * Math.log(values.size() + 2) / Math.log(2));
  }
}
