package dev.handfast.conformance.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handfast.conformance.schedule.TinyProgram.Order;
import dev.handfast.conformance.schedule.TinyProgram.What;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

/// Whatever a plain search comes to, the reduced one comes to as well, with every bound.
@Tag("schedules")
class ReductionProperties {
  /// 20,000 schedules: the plain search needs more only for one program in a hundred.
  private static final long MOST = 20_000;

  @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
  void what_a_reduced_search_sees_is_what_a_plain_one_sees(
      @ForAll("programs") List<List<Order>> threads) {
    for (int bound : List.of(0, 1, 2, Outcome.UNBOUNDED)) {
      Set<String> reduced = results(threads, bound, Reduction.EQUAL_STATES).orElseThrow();
      Optional<Set<String>> plain = results(threads, bound, Reduction.NONE);
      Assume.that(plain.isPresent());
      assertThat(reduced).as("at most %d preemptions", bound).isEqualTo(plain.orElseThrow());
    }
  }

  @Example
  void what_nobody_noted_is_noticed() {
    assertThatThrownBy(() -> new Explorer(new Unnoted()).exhaust(1, MOST))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("they share what nobody noted");
  }

  private static Optional<Set<String>> results(
      List<List<Order>> threads, int bound, Reduction reduction) {
    var program = new TinyProgram(threads);
    Outcome outcome = new Explorer(program, _ -> false).exhaustOnly(bound, reduction, MOST);
    return outcome.exhausted() == bound ? Optional.of(program.results()) : Optional.empty();
  }

  @Provide
  Arbitrary<List<List<Order>>> programs() {
    Arbitrary<Order> order =
        Combinators.combine(Arbitraries.of(What.values()), Arbitraries.integers().between(0, 1))
            .as(Order::new);
    Arbitrary<List<List<Order>>> two = order.list().ofMinSize(1).ofMaxSize(4).list().ofSize(2);
    Arbitrary<List<List<Order>>> three = order.list().ofMinSize(1).ofMaxSize(2).list().ofSize(3);
    return Arbitraries.oneOf(List.of(two, three));
  }
}
