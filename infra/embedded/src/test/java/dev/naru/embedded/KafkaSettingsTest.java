package dev.naru.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class KafkaSettingsTest {

  @Test
  void whoComesByTheDoorIsSentBackToIt() {
    // when
    var settings = KafkaSettings.embedded(Path.of("kafka"), 1001, 1002, new KafkaDoor(1003, 1004));

    // then
    assertThat(settings)
        .containsEntry(
            "listeners",
            "BROKER://127.0.0.1:1001,CONTROLLER://127.0.0.1:1002,DOOR://127.0.0.1:1003")
        .containsEntry("advertised.listeners", "BROKER://127.0.0.1:1001,DOOR://127.0.0.1:1004")
        .containsEntry("inter.broker.listener.name", "BROKER");
  }

  @Test
  void withoutADoorThereIsOneWayIn() {
    // when
    var settings = KafkaSettings.embedded(Path.of("kafka"), 1001, 1002, null);

    // then
    assertThat(settings).containsEntry("advertised.listeners", "BROKER://127.0.0.1:1001");
  }
}
