package dev.naru.ingress.view;

import dev.naru.model.wire.ViewFields;
import dev.naru.model.wire.ViewKeys;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/**
 * Deletes keys of the generation that is shown. Nobody writes them again: the worker forgets a
 * session at its end, and a view that is made anew holds the living only.
 */
final class RedisViewErasure implements ViewErasure {
  private final RedisLink link;
  private final Partitions partitions;

  RedisViewErasure(RedisLink link, Partitions partitions) {
    this.link = link;
    this.partitions = partitions;
  }

  @Override
  public void forget(Collection<UUID> sessions, Collection<UUID> queries) {
    partitions.requireCounted();
    for (Partition partition : partitions.all()) {
      ViewKeys keys = new ViewKeys(partition.number());
      String generation =
          link.call(redis -> redis.async().hget(keys.head(), ViewFields.GENERATION));
      if (generation != null) {
        forget(keys.generation(Long.parseLong(generation)), sessions, queries);
      }
    }
  }

  private void forget(String prefix, Collection<UUID> sessions, Collection<UUID> queries) {
    List<String> names = new ArrayList<>();
    sessions.forEach(id -> names.add(prefix + ViewKeys.session(id)));
    queries.forEach(id -> names.add(prefix + ViewKeys.query(id)));
    if (!names.isEmpty()) {
      var unused =
          link.call(
              redis -> {
                CompletionStage<Long> deleted = redis.async().del(names.toArray(String[]::new));
                return deleted;
              });
    }
  }
}
