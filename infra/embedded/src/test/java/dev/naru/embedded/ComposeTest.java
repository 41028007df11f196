package dev.naru.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import org.junit.jupiter.api.Test;

class ComposeTest {

  @Test
  void theBrokerOfTheComposeFileHasWhatNaruNeeds() throws IOException {
    // given
    var settings = new Properties();
    try (var in = Files.newBufferedReader(Path.of("..", "kafka", "server.properties"))) {
      settings.load(in);
    }

    // when
    var config = KafkaConfig.fromProps(settings, false).originals();

    // then
    assertThat(config).containsAllEntriesOf(Map.copyOf(KafkaSettings.needed()));
  }
}
