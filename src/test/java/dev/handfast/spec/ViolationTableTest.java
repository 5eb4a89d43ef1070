package dev.handfast.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handfast.Rule;
import dev.handfast.ViolationCode;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The table of violations in section 9 lists the codes that the code knows.
class ViolationTableTest {
  @Test
  @Rule("HF-17")
  void the_text_and_the_code_have_the_same_violations() {
    List<String> text =
        MarkdownTable.named("violations", Spec.read(Spec.protocol())).rows().stream()
            .map(List::getFirst)
            .toList();
    assertThat(text)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(ViolationCode.values()).map(ViolationCode::wire).toList());
  }
}
