package dev.handfast.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.handfast.architecture.canary.Everywhere;

/// A rule about the packages below any root, so that it can be tried on the canaries too.
@FunctionalInterface
interface Law {

  /// The root of the library's packages.
  String LIBRARY = "dev.handfast";

  /// The root of the canaries' packages.
  String CANARIES = Everywhere.class.getPackageName();

  /// The rule for the packages below a root.
  ArchRule below(String root);

  /// Checks that the library keeps the law, and that the law catches a canary.
  ///
  /// @param canary the class that breaks the law
  default void holdsAndCatches(Class<?> canary) {
    below(LIBRARY).allowEmptyShould(true).check(Classes.OF_THE_LIBRARY);
    assertThat(below(CANARIES).evaluate(Classes.OF_THE_CANARIES).getFailureReport().getDetails())
        .as("the law must catch %s", canary.getSimpleName())
        .anyMatch(detail -> detail.contains(canary.getName()));
  }

  /// Read once for all tests.
  final class Classes {
    static final JavaClasses OF_THE_LIBRARY =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(LIBRARY);

    static final JavaClasses OF_THE_CANARIES = new ClassFileImporter().importPackages(CANARIES);

    private Classes() {}
  }
}
