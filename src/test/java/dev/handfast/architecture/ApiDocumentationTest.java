package dev.handfast.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Everything that a user can name says what it is.
///
/// With `-Pdeep` the compiler checks how comments are written (doclint); this checks that they are
/// there.
class ApiDocumentationTest {

  @Test
  void every_public_name_of_an_exported_package_has_a_javadoc() throws IOException {
    List<String> bare = new ArrayList<>();
    for (ModuleDescriptor.Exports exported : Sources.module().exports()) {
      if (!exported.isQualified()) {
        bare.addAll(Undocumented.in(Sources.ofPackage(exported.source())));
      }
    }
    assertThat(bare).isEmpty();
  }

  @Test
  void a_missing_javadoc_is_found(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("Bare.java"),
            """
            public class Bare {
              /// Said.
              public int said;
              public int field;
              protected void method() {}
              void hidden() {}
              @Override public String toString() { return ""; }
              /// A nested one.
              ///
              /// @param first is said
              public record Nested(int first, int second) {
                public Nested {}
              }
              private record Secret(int part) {}
              /// Its constants are public.
              public enum Choice {
                /// Said.
                ONE,
                TWO
              }
              /// Its methods are public.
              public interface Face { void bare(); }
            }
            """);
    assertThat(Undocumented.in(List.of(file)))
        .containsExactlyInAnyOrder(
            "Bare",
            "Bare.field",
            "Bare.method",
            "Bare.Nested(second)",
            "Bare.Choice.TWO",
            "Bare.Face.bare");
  }
}
