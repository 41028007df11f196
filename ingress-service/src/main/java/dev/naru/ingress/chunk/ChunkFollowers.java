package dev.naru.ingress.chunk;

import dev.naru.ingress.view.Partitions;
import dev.naru.ingress.view.RedisLink;
import dev.naru.ingress.view.ViewAwayException;
import dev.naru.model.wire.ViewKeys;
import java.util.ArrayList;
import java.util.List;

/** One subscription for each partition, also for those that are added later. */
final class ChunkFollowers {
  private final RedisLink link;
  private final Partitions partitions;
  private final ChunkSignals signals;
  private final List<ChunkFollower> followers = new ArrayList<>();

  ChunkFollowers(RedisLink link, Partitions partitions, ChunkSignals signals) {
    this.link = link;
    this.partitions = partitions;
    this.signals = signals;
  }

  void subscribe() {
    while (followers.size() < partitions.all().size()) {
      String channel = new ViewKeys(followers.size()).chunkSignals();
      followers.add(new ChunkFollower(link, channel, signals));
    }
    try {
      followers.forEach(ChunkFollower::subscribe);
    } catch (ViewAwayException e) {
      // the next look tries again; that the view is away is told where it is read
    }
  }
}
