package dev.naru.ingress.http;

import dev.naru.model.HandOver;
import dev.naru.model.IdentityMode;
import dev.naru.model.PageSettings;
import dev.naru.model.PageText;
import dev.naru.model.RoomSettings;
import dev.naru.model.UpstreamKind;
import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a waiting page needs to know of its room; unknown values are null.
 *
 * @param handOver {@code cookie} or {@code fragment}
 * @param identity {@code open}, {@code apiKey}, {@code oidc} or {@code anonymous}
 * @param opensAt when a room that is not open yet opens
 * @param keptSeconds how long a place in line is kept for who is away
 * @param claimSeconds how long who is admitted while away may take to come back; null if as long as
 *     they like
 * @param upstream what answers the room's queries: {@code echo}, {@code http} or {@code openai}
 */
record RoomPageBody(
    String room,
    @Nullable String title,
    @Nullable String text,
    @Nullable String logo,
    @Nullable String color,
    @Nullable URI targetUrl,
    String handOver,
    String identity,
    @Nullable Instant opensAt,
    long keptSeconds,
    @Nullable Long claimSeconds,
    @Nullable String upstream) {

  static RoomPageBody of(
      String room,
      RoomSettings settings,
      String language,
      @Nullable Instant opensAt,
      @Nullable UpstreamKind upstream) {
    PageSettings page = settings.page() == null ? PageSettings.defaults() : settings.page();
    PageText words = page.in(language);
    return new RoomPageBody(
        room,
        words.title(),
        words.text(),
        page.logo(),
        page.color(),
        page.targetUrl(),
        word(page.handOver()),
        word(settings.identity()),
        opensAt,
        settings.abandonTimeout().toSeconds(),
        settings.claimTimeout().isZero() ? null : settings.claimTimeout().toSeconds(),
        upstream == null ? null : upstream.name().toLowerCase(Locale.ROOT));
  }

  private static String word(HandOver way) {
    return way.name().toLowerCase(Locale.ROOT);
  }

  private static String word(IdentityMode mode) {
    return mode == IdentityMode.API_KEY ? "apiKey" : mode.name().toLowerCase(Locale.ROOT);
  }
}
