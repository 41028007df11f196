package dev.naru.ingress.view;

import dev.naru.model.wire.ViewKeys;
import java.util.ArrayList;
import java.util.List;

/** Looks at the head of every partition's view, one after the other. */
public final class HeadLook {
  private final RedisLink link;
  private final Partitions partitions;
  private volatile List<StampFollower> followers = List.of();

  HeadLook(RedisLink link, Partitions partitions) {
    this.link = link;
    this.partitions = partitions;
  }

  void look() {
    if (followers.size() < partitions.all().size()) {
      followers = grown();
    }
    followers.forEach(StampFollower::look);
  }

  private List<StampFollower> grown() {
    List<StampFollower> grown = new ArrayList<>(followers);
    for (Partition next : partitions.all().subList(grown.size(), partitions.all().size())) {
      String channel = new ViewKeys(next.number()).stamps();
      grown.add(new StampFollower(link, next.view(), channel, next.stamps()));
    }
    return List.copyOf(grown);
  }

  /** Whether each view was there within the last 3 s. */
  public boolean hasSeenViews() {
    List<StampFollower> all = followers;
    return !all.isEmpty() && all.stream().allMatch(StampFollower::hasSeenView);
  }
}
