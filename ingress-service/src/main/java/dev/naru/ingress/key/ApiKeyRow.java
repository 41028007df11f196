package dev.naru.ingress.key;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code api_key}. */
@Entity(name = "IngressApiKeyRow")
@Table(name = "api_key")
@SuppressWarnings("NullAway.Init") // Hibernate sets what a row always has
class ApiKeyRow {
  @Id
  @Column(name = "id")
  UUID id;

  @Column(name = "digest")
  byte[] digest;

  @Column(name = "owner")
  String owner;

  @Column(name = "room")
  String room;

  @Column(name = "rate")
  @Nullable String rate;

  @Column(name = "user_rate")
  @Nullable String userRate;

  @Column(name = "made_at")
  Instant madeAt;

  @Column(name = "revoked_at")
  @Nullable Instant revokedAt;

  protected ApiKeyRow() {}

  ApiKeyRow(ApiKey key, String digest) {
    this.id = key.id();
    this.digest = HexFormat.of().parseHex(digest);
    this.owner = key.owner();
    this.room = key.room();
    this.rate = text(key.rate());
    this.userRate = text(key.userRate());
    this.madeAt = key.madeAt();
    this.revokedAt = key.revokedAt();
  }

  private static @Nullable String text(@Nullable Rate rate) {
    return rate == null ? null : rate.toString();
  }

  ApiKey key() {
    return new ApiKey(id, owner, room, rate(rate), rate(userRate), madeAt, revokedAt);
  }

  private static @Nullable Rate rate(@Nullable String text) {
    return text == null ? null : Rate.parse(text);
  }
}
