package dev.handfast.conformance;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import dev.handfast.conformance.reference.ReferenceClient;
import dev.handfast.conformance.script.Script;
import org.junit.jupiter.api.Test;

/// A judge that shares the defendant's code shares its bugs.
class ReferenceIndependenceTest {
  private static final JavaClasses REFERENCE =
      new ClassFileImporter()
          .importPackages(ReferenceClient.class.getPackageName(), Script.class.getPackageName());

  @Test
  void the_reference_and_its_scripts_know_no_type_of_the_library() {
    ArchRule rule =
        classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                "java..",
                "org.jspecify.annotations",
                ReferenceClient.class.getPackageName(),
                Script.class.getPackageName());

    assertThat(REFERENCE).isNotEmpty();
    rule.check(REFERENCE);
  }
}
