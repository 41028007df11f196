package dev.naru.ingress.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.naru.ingress.view.SessionRecord;
import dev.naru.model.SessionState;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EntityTagsTest {
  private final UUID id = UUID.randomUUID();

  private String tag(Long position, String admissions) {
    return EntityTags.of(
        new SessionRecord(
            id, "a", SessionState.WAITING, 9L, position, null, null, null, null, null, admissions));
  }

  @Test
  void aMoveChangesTheTagAndAnEstimateDoesNot() {
    // then
    assertThat(tag(1L, "")).isNotEqualTo(tag(2L, ""));
    assertThat(tag(1L, "")).isEqualTo(tag(1L, "5:5:1"));
    assertThat(tag(1L, "")).startsWith("W/\"");
  }

  @Test
  void anIfNoneMatchNamesTagsWeaklyOrAll() {
    // given
    String tag = tag(1L, "");

    // then
    assertThat(EntityTags.matches(tag, tag)).isTrue();
    assertThat(EntityTags.matches(tag.substring(2), tag)).isTrue();
    assertThat(EntityTags.matches("\"x\", " + tag, tag)).isTrue();
    assertThat(EntityTags.matches("*", tag)).isTrue();
    assertThat(EntityTags.matches("\"x\"", tag)).isFalse();
    assertThat(EntityTags.matches("", tag)).isFalse();
    assertThat(EntityTags.matches(null, tag)).isFalse();
  }
}
