package dev.handfast.architecture;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import dev.handfast.Role;
import dev.handfast.architecture.canary.client.AsyncOnTheCommonPool;
import dev.handfast.architecture.canary.driver.SleepingDriver;
import dev.handfast.architecture.canary.driver.SynchronizedDriver;
import dev.handfast.architecture.canary.server.ThreadOfItsOwn;
import java.util.Timer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/// Threads, waiting and locks: whatever a scheduler of our own could not control is banned.
class ThreadsTest {

  @Test
  void nothing_is_synchronized() {
    assertThat(Monitors.in(Role.class, "dev/handfast")).as("in the library").isEmpty();
    assertThat(Monitors.in(SynchronizedDriver.class, "dev/handfast/architecture/canary"))
        .as("in the canaries: a method and a block")
        .hasSize(2)
        .allMatch(place -> place.startsWith(SynchronizedDriver.class.getName()));
  }

  @Test
  void nothing_runs_on_the_common_pool() {
    Law law =
        root ->
            library(root)
                .should()
                .callMethod(ForkJoinPool.class, "commonPool")
                .orShould()
                .callMethodWhere(ofFutures("orTimeout|completeOnTimeout|delayedExecutor"))
                .orShould()
                .callMethodWhere(ofFutures(".*Async").and(withoutAnExecutor()))
                .orShould()
                .callMethodWhere(target(nameMatching("parallelStream|parallel")));
    law.holdsAndCatches(AsyncOnTheCommonPool.class);
  }

  @Test
  void nothing_sleeps() {
    Law law = root -> sleep(library(root));
    law.holdsAndCatches(SleepingDriver.class);
  }

  @Test
  void no_test_sleeps() {
    ArchRule rule = sleep(noClasses().that().resideOutsideOfPackage(Law.CANARIES + ".."));
    rule.check(
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
            .importPackages(Law.LIBRARY));
  }

  @Test
  void threads_are_made_through_the_one_seam() {
    Law law =
        root ->
            library(root)
                .and()
                .doNotHaveSimpleName("SystemThreads")
                .should()
                .callMethodWhere(
                    target(owner(assignableTo(Thread.class)))
                        .and(target(nameMatching("of.*|startVirtualThread"))))
                .orShould()
                .callConstructorWhere(
                    target(owner(assignableTo(Thread.class).or(assignableTo(Timer.class)))))
                .orShould()
                .callMethodWhere(target(owner(assignableTo(Executors.class))));
    law.holdsAndCatches(ThreadOfItsOwn.class);
  }

  private static GivenClassesConjunction library(String root) {
    return noClasses().that().resideInAPackage(root + "..");
  }

  private static ArchRule sleep(GivenClassesConjunction classes) {
    return classes
        .should()
        .callMethodWhere(
            target(owner(assignableTo(Thread.class).or(assignableTo(TimeUnit.class))))
                .and(target(name("sleep"))))
        .orShould()
        .callMethodWhere(
            target(owner(assignableTo(LockSupport.class)))
                .and(target(nameMatching("parkNanos|parkUntil"))));
  }

  private static DescribedPredicate<JavaCall<?>> ofFutures(String names) {
    return target(owner(assignableTo(CompletableFuture.class)))
        .and(target(nameMatching(names)))
        .forSubtype();
  }

  private static DescribedPredicate<JavaCall<?>> withoutAnExecutor() {
    return DescribedPredicate.describe(
        "without an executor",
        call ->
            call.getTarget().getRawParameterTypes().stream()
                .map(JavaClass::getSimpleName)
                .noneMatch("Executor"::equals));
  }
}
