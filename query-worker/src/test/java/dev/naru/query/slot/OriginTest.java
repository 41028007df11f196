package dev.naru.query.slot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class OriginTest {
  @Test
  void theSourceNamesThePartition() {
    assertThat(Origin.partition(from("/naru/admission/0"))).isZero();
    assertThat(Origin.partition(from("/naru/admission/12"))).isEqualTo(12);
  }

  @Test
  void whatDoesNotSayIsOfTheFirstPartition() {
    assertThat(Origin.partition(new RecordHeaders())).isZero();
    assertThat(Origin.partition(from("/naru/ingress/a1"))).isZero();
    assertThat(Origin.partition(from("/naru/admission/-1"))).isZero();
    assertThat(Origin.partition(from("/naru/admission/99999999999"))).isZero();
  }

  private static Headers from(String source) {
    return new RecordHeaders().add("ce_source", source.getBytes(StandardCharsets.UTF_8));
  }
}
