package dev.handfast.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TagScannerTest {
  private static final String SOURCE =
      """
      package a.b;

      import dev.handfast.Rule;

      // @Rule("HF-90") in a comment
      /* @Rule("HF-91") void nor_here() {} */
      @Rule("HF-1")
      class Some<T> {
        private static final String TEXT = "@Rule(\\"HF-92\\") void x() {}";
        private final char brace = '{';

        @Test
        @Rule({"HF-2", "HF-3"})
        void some_claim() throws Exception {
          new Object() { public String toString() { return Some.class.getName(); } };
        }

        void untagged() {}

        record Point(int x, int y) {}

        class Inner {
          @dev.handfast.Rule("HF-4")
          @ParameterizedTest(name = "{0} (x)")
          <E> void inner_claim(@ForAll List<E> list) {}
        }

        @Property(tries = 10) @Rule("HF-5") boolean last_claim() { return true; }

        @Rule("HF-6")
        @ArchTest
        static final ArchRule ARROWS = rule();
      }
      """;

  @Test
  void finds_tags_on_types_methods_nested_types_and_fields() {
    assertThat(TagScanner.scan("Rule", SOURCE))
        .containsExactly(
            new Tag("a.b.Some", List.of("HF-1"), List.of("Rule")),
            new Tag("a.b.Some#some_claim", List.of("HF-2", "HF-3"), List.of("Test", "Rule")),
            new Tag(
                "a.b.Some.Inner#inner_claim",
                List.of("HF-4"),
                List.of("Rule", "ParameterizedTest")),
            new Tag("a.b.Some#last_claim", List.of("HF-5"), List.of("Property", "Rule")),
            new Tag("a.b.Some#ARROWS", List.of("HF-6"), List.of("Rule", "ArchTest")));
  }

  @Test
  void finds_another_annotation_when_asked_for_it() {
    assertThat(
            TagScanner.scan(
                "Race", "package a; class B { @Test @Rule(\"HF-1\") @Race(\"R5\") void c() {} }"))
        .containsExactly(new Tag("a.B#c", List.of("R5"), List.of("Test", "Rule", "Race")));
  }

  @Test
  void finds_nothing_in_a_text_block() {
    String quotes = "\"".repeat(3);
    assertThat(
            TagScanner.scan(
                "Rule",
                "package a; class B { String s = %s\n@Rule(\"HF-1\") void c() { \n%s; }"
                    .formatted(quotes, quotes)))
        .isEmpty();
  }
}
