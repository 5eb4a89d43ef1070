package dev.handfast.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What the module shows, and to whom.
class ModuleTest {

  private static final Set<String> FOR_USERS =
      Set.of("", ".client", ".message", ".options", ".seam", ".server", ".trace", ".transport");

  @Test
  void users_see_the_vocabulary_the_messages_and_the_two_ends() throws IOException {
    assertThat(Sources.module().exports())
        .filteredOn(exported -> !exported.isQualified())
        .extracting(ModuleDescriptor.Exports::source)
        .isSubsetOf(FOR_USERS.stream().map(name -> Law.LIBRARY + name).toList());
  }

  @Test
  void what_users_see_names_only_what_users_see() throws IOException {
    Set<String> shown =
        Sources.module().exports().stream()
            .filter(exported -> !exported.isQualified())
            .map(ModuleDescriptor.Exports::source)
            .collect(Collectors.toSet());
    assertThat(Law.Classes.OF_THE_LIBRARY)
        .filteredOn(type -> shown.contains(type.getPackageName()) && isShown(type))
        .flatMap(JavaClass::getCodeUnits)
        .filteredOn(unit -> isShown(unit.getModifiers()))
        .filteredOn(
            unit ->
                signature(unit).stream()
                    .map(JavaClass::getPackageName)
                    .anyMatch(name -> name.startsWith(Law.LIBRARY) && !shown.contains(name)))
        .extracting(unit -> unit.getOwner().getSimpleName())
        .as("public for the driver, of no use to a user")
        .containsOnly("MessageReader", "MessageWriter");
  }

  private static List<JavaClass> signature(JavaCodeUnit unit) {
    return Stream.concat(Stream.of(unit.getRawReturnType()), unit.getRawParameterTypes().stream())
        .map(JavaClass::getBaseComponentType)
        .toList();
  }

  private static boolean isShown(JavaClass type) {
    return isShown(type.getModifiers())
        && type.getEnclosingClass().map(ModuleTest::isShown).orElse(true);
  }

  private static boolean isShown(Set<JavaModifier> modifiers) {
    return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
  }

  @Test
  void every_package_is_exported_to_users_or_to_the_conformance_kit() throws IOException {
    Set<String> packages =
        Law.Classes.OF_THE_LIBRARY.stream()
            .map(JavaClass::getPackageName)
            .collect(Collectors.toSet());
    assertThat(Sources.module().exports())
        .extracting(ModuleDescriptor.Exports::source)
        .containsExactlyInAnyOrderElementsOf(packages);
    assertThat(Sources.module().exports())
        .filteredOn(ModuleDescriptor.Exports::isQualified)
        .allSatisfy(
            exported -> assertThat(exported.targets()).containsExactly("dev.handfast.conformance"));
  }
}
