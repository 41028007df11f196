package dev.naru.ingress.view;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the view says of a session, read at one moment.
 *
 * @param liveId what the id asked for stands for
 * @param askerId what the id of the asker's token stands for
 * @param session null if the view has none of that id
 * @param holder what is known of the asker
 */
public record SessionReading(
    Head head, UUID liveId, UUID askerId, @Nullable SessionRecord session, Holder holder) {

  public boolean isAskersOwn() {
    return liveId.equals(askerId);
  }
}
