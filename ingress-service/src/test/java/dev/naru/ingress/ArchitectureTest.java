package dev.naru.ingress;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.naru.ingress", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule aServiceKnowsTheSharedModelOnly =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.naru.admission..", "dev.naru.query..", "dev.naru.embedded..");

  @ArchTest
  static final ArchRule onlySubmitTouchesAProducer =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.naru.ingress.submit")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.kafka.clients.producer..");

  @ArchTest
  static final ArchRule onlyWhatIsSoftTouchesRedis =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "dev.naru.ingress.view",
              "dev.naru.ingress.presence",
              "dev.naru.ingress.chunk",
              "dev.naru.ingress.push",
              "dev.naru.ingress.transfer")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.lettuce..");

  @ArchTest
  static final ArchRule onlyHistoryAndOperatorsTouchPostgres =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "dev.naru.ingress.history",
              "dev.naru.ingress.key",
              "dev.naru.ingress.store",
              "dev.naru.ingress.audit",
              "dev.naru.ingress.deadletter",
              "dev.naru.ingress.erasure",
              "dev.naru.ingress.figures",
              "dev.naru.ingress.replay",
              "dev.naru.ingress.story",
              "dev.naru.ingress.visitors")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jakarta.persistence..", "org.hibernate..", "java.sql..");

  @ArchTest
  static final ArchRule onlyControllersSpeakHttp =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "dev.naru.ingress.http",
              "dev.naru.ingress.openai",
              "dev.naru.ingress.page",
              "dev.naru.ingress.console")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jakarta.servlet..", "org.springframework.web..");
}
