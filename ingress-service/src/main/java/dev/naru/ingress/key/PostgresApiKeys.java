package dev.naru.ingress.key;

import dev.naru.ingress.store.Postgres;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The keys in {@code api_key}. */
final class PostgresApiKeys implements ApiKeys {
  private final Postgres postgres;

  PostgresApiKeys(Postgres postgres) {
    this.postgres = postgres;
  }

  @Override
  public void add(ApiKey key, String digest) {
    postgres.call(
        manager -> {
          manager.persist(new ApiKeyRow(key, digest));
          return key;
        });
  }

  @Override
  public Optional<ApiKey> find(UUID id) {
    return postgres.call(
        manager -> Optional.ofNullable(manager.find(ApiKeyRow.class, id)).map(ApiKeyRow::key));
  }

  @Override
  public Optional<ApiKey> findByDigest(String digest) {
    return postgres.call(
        manager ->
            manager
                .createQuery("from IngressApiKeyRow k where k.digest = :digest", ApiKeyRow.class)
                .setParameter("digest", HexFormat.of().parseHex(digest))
                .getResultStream()
                .map(ApiKeyRow::key)
                .findFirst());
  }

  @Override
  public List<ApiKey> list(int most, @Nullable UUID before) {
    return postgres.call(
        manager ->
            manager
                .createQuery(
                    "from IngressApiKeyRow k where :first = true or k.id < :before order by k.id desc",
                    ApiKeyRow.class)
                .setParameter("first", before == null)
                .setParameter("before", before == null ? new UUID(0, 0) : before)
                .setMaxResults(most)
                .getResultStream()
                .map(ApiKeyRow::key)
                .toList());
  }

  @Override
  public void revoke(UUID id, Instant at) {
    postgres.call(
        manager ->
            manager
                .createQuery(
                    "update IngressApiKeyRow k set k.revokedAt = :at"
                        + " where k.id = :id and k.revokedAt is null")
                .setParameter("at", at)
                .setParameter("id", id)
                .executeUpdate());
  }
}
