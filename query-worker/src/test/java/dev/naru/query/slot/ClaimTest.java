package dev.naru.query.slot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimTest {
  private static final UUID QUERY = UUID.fromString("01932b5e-0000-7000-8000-0000000000a1");

  @Test
  void isReadAsItWasWritten() {
    // given
    Claim claim = new Claim(QUERY, 2, false);
    Claim over = new Claim(QUERY, 3, true);
    Claim spared = new Claim(QUERY, 7, false, 5, 0);
    Claim ahead = new Claim(QUERY, 1, false, 0, 23);

    // when then
    assertThat(claim.toMetadata())
        .isEqualTo("{\"queryId\":\"01932b5e-0000-7000-8000-0000000000a1\",\"attempt\":2}");
    assertThat(Claim.from(claim.toMetadata())).isEqualTo(claim);
    assertThat(Claim.from(over.toMetadata())).isEqualTo(over);
    assertThat(Claim.from(spared.toMetadata())).isEqualTo(spared);
    assertThat(Claim.from(ahead.toMetadata())).isEqualTo(ahead);
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(strings = {"{", "{}", "{\"queryId\":\"x\"}", "7"})
  void otherMetadataClaimsNothing(@Nullable String metadata) {
    assertThat(Claim.from(metadata)).isNull();
  }
}
