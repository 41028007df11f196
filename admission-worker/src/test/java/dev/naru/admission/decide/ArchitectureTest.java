package dev.naru.admission.decide;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.naru.admission.state.CanonicalState;
import dev.naru.admission.state.Evolver;
import dev.naru.admission.state.RoomsView;
import java.time.Clock;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** The rules that keep the core pure, and the modules apart. */
@AnalyzeClasses(packages = "dev.naru", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String[] CORE = {"..admission.decide..", "..admission.state.."};

  @ArchTest
  static final ArchRule theCoreSeesTheJdkAndTheModelOnly =
      classes()
          .that()
          .resideInAnyPackage(CORE)
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                  "java.lang..",
                  "java.time..",
                  "java.util..",
                  "java.nio.charset..",
                  "org.jspecify..",
                  "dev.naru.model..",
                  "dev.naru.admission.decide..",
                  "dev.naru.admission.state.."));

  @ArchTest
  static final ArchRule stateKnowsNoDecision =
      noClasses()
          .that()
          .resideInAPackage("..admission.state..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("..admission.decide..");

  @ArchTest
  static final ArchRule decisionsReadTheStateThroughItsViewsOnly =
      classes()
          .that()
          .resideInAPackage("..admission.decide..")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage("java..", "org.jspecify..", "dev.naru.model..")
                  .or(resideInAnyPackage("dev.naru.admission.decide.."))
                  .or(describe("views", ArchitectureTest::isView)));

  @ArchTest
  static final ArchRule theCoreReadsNoClockAndTakesNoChance =
      noClasses()
          .that()
          .resideInAnyPackage(CORE)
          .should()
          .callMethodWhere(
              describe("asks for time, chance or identity", ArchitectureTest::isImpure))
          .orShould()
          .dependOnClassesThat(
              describe(
                  "clocks, threads and random numbers",
                  type ->
                      type.isAssignableTo(Clock.class)
                          || type.isAssignableTo(RandomGenerator.class)
                          || type.isAssignableTo(Random.class)
                          || type.isAssignableTo(Thread.class)
                          || type.getPackageName().startsWith("java.util.concurrent")));

  /** What writes all of the state somewhere sorts it, or says that its order means nothing. */
  @ArchTest
  static final ArchRule theCoreWalksThroughNoUnorderedMap =
      noClasses()
          .that()
          .resideInAnyPackage(CORE)
          .and()
          .areNotAssignableTo(CanonicalState.class)
          .and()
          .doNotHaveSimpleName("IdempotencyKeys")
          .should()
          .callMethodWhere(describe("walks through a map or set", ArchitectureTest::isWalk));

  @ArchTest
  static final ArchRule noDecisionWalksThroughAllIds =
      noClasses()
          .that()
          .resideInAPackage("..admission.decide..")
          .should()
          .callMethod(RoomsView.class, "sessionIds")
          .orShould()
          .callMethod(RoomsView.class, "queryIds");

  @ArchTest
  static final ArchRule onlyLoopSnapshotsAndReplayEvolve =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "..admission.state..",
              "..admission.loop..",
              "..admission.snapshot..",
              "..admission.replay..")
          .should()
          .dependOnClassesThat()
          .areAssignableTo(Evolver.class);

  @ArchTest
  static final ArchRule servicesDoNotDependOnEachOther =
      noClasses()
          .that()
          .resideInAPackage("dev.naru.admission..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.naru.ingress..", "dev.naru.query..");

  @ArchTest
  static final ArchRule theModelDependsOnNoService =
      noClasses()
          .that()
          .resideInAPackage("dev.naru.model..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.naru.admission..", "dev.naru.ingress..", "dev.naru.query..");

  private static boolean isView(JavaClass type) {
    return type.getPackageName().equals("dev.naru.admission.state")
        && (type.getSimpleName().endsWith("View")
            || type.getName().contains("View$")
            || type.getSimpleName().equals("QueryContent"));
  }

  private static boolean isImpure(JavaCall<?> call) {
    String name = call.getTarget().getName();
    JavaClass owner = call.getTargetOwner();
    return (owner.isEquivalentTo(System.class) && !name.equals("arraycopy"))
        || (owner.getPackageName().startsWith("java.time") && name.equals("now"))
        || (owner.isEquivalentTo(UUID.class) && name.equals("randomUUID"))
        || (owner.isEquivalentTo(Math.class) && name.equals("random"))
        || (owner.isEquivalentTo(Object.class) && name.equals("hashCode"));
  }

  /** Seen by the declared type: a TreeMap is declared as one wherever its order is used. */
  private static boolean isWalk(JavaCall<?> call) {
    JavaClass owner = call.getTargetOwner();
    boolean map = owner.isEquivalentTo(Map.class) || owner.getName().equals("java.util.HashMap");
    boolean set = owner.isEquivalentTo(Set.class) || owner.getName().equals("java.util.HashSet");
    return switch (call.getTarget().getName()) {
      case "values", "entrySet" -> map;
      case "forEach", "iterator", "stream" -> map || set;
      default -> false;
    };
  }
}
