package dev.naru.query;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

@AnalyzeClasses(packages = "dev.naru.query", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule THE_WORKER_KNOWS_THE_SHARED_MODEL_AND_NO_OTHER_SERVICE =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.naru.admission..", "dev.naru.ingress..", "dev.naru.standalone..");

  @ArchTest
  static final ArchRule ONLY_SLOTS_AND_DEAD_LETTERS_WRITE_RECORDS =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.naru.query.slot", "dev.naru.query.deadletter")
          .should()
          .dependOnClassesThat()
          .areAssignableTo(ProducerRecord.class)
          .orShould()
          .callMethod(Producer.class, "send", ProducerRecord.class);

  @ArchTest
  static final ArchRule UPSTREAMS_KNOW_NOTHING_OF_KAFKA =
      noClasses()
          .that()
          .resideInAnyPackage("dev.naru.query.upstream", "dev.naru.query.problem")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.kafka..", "org.springframework..");

  @ArchTest
  static final ArchRule ONLY_CHUNKS_AND_CACHES_TOUCH_REDIS =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "dev.naru.query.chunk", "dev.naru.query.cache", "dev.naru.query.redis")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.lettuce..");

  @ArchTest
  static final ArchRule ONLY_RESULTS_TOUCH_POSTGRES =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.naru.query.result")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jakarta.persistence..", "org.hibernate..", "org.flywaydb..");

  @ArchTest
  static final ArchRule THERE_ARE_NO_STEREOTYPES =
      classes()
          .should()
          .notBeAnnotatedWith(org.springframework.stereotype.Component.class)
          .andShould()
          .notBeAnnotatedWith(org.springframework.stereotype.Service.class);
}
