package dev.handfast.architecture;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import dev.handfast.architecture.canary.frame.LockingFrame;
import dev.handfast.architecture.canary.message.LoggingMessage;
import dev.handfast.architecture.canary.message.RandomMessage;
import dev.handfast.architecture.canary.transition.ClockInTheMachine;
import dev.handfast.architecture.canary.transition.SocketInTheMachine;
import java.util.Random;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// The pure stations: frame, message and transition, where only the arguments decide the result.
class PurityTest {

  @Test
  void no_clock_in_a_pure_station() {
    Law law =
        root ->
            pure(root)
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.time\\.(Clock|InstantSource)")
                .orShould()
                .callMethodWhere(
                    target(name("now")).and(target(owner(resideInAnyPackage("java.time..")))))
                .orShould()
                .callMethodWhere(target(nameMatching("nanoTime|currentTimeMillis")));
    law.holdsAndCatches(ClockInTheMachine.class);
  }

  @Test
  void no_socket_and_no_file_in_a_pure_station() {
    Law law =
        root ->
            pure(root)
                .should()
                .dependOnClassesThat(
                    resideInAnyPackage("java.net..", "java.nio.channels..")
                        .or(
                            nameMatching("java\\.nio\\.file\\.Files|java\\.io\\.(File|Random).*")
                                .forSubtype()));
    law.holdsAndCatches(SocketInTheMachine.class);
  }

  @Test
  void no_thread_and_no_lock_in_a_pure_station() {
    Law law =
        root ->
            pure(root)
                .should()
                .dependOnClassesThat(
                    resideInAnyPackage("java.util.concurrent..")
                        .or(assignableTo(Thread.class))
                        .or(assignableTo(ThreadLocal.class)));
    law.holdsAndCatches(LockingFrame.class);
  }

  @Test
  void no_randomness_in_a_pure_station() {
    DescribedPredicate<JavaClass> random =
        assignableTo(RandomGenerator.class).or(assignableTo(Random.class));
    Law law =
        root ->
            pure(root)
                .should()
                .dependOnClassesThat(random)
                .orShould()
                .callMethod(UUID.class, "randomUUID")
                .orShould()
                .callMethod(Math.class, "random");
    law.holdsAndCatches(RandomMessage.class);
  }

  @Test
  void no_logger_in_a_pure_station() {
    Law law =
        root ->
            pure(root)
                .should()
                .dependOnClassesThat(
                    resideInAnyPackage("java.util.logging..").or(assignableTo(System.Logger.class)))
                .orShould()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err");
    law.holdsAndCatches(LoggingMessage.class);
  }

  private static GivenClassesConjunction pure(String root) {
    return noClasses()
        .that()
        .resideInAnyPackage(root + ".frame", root + ".message", root + ".transition");
  }
}
