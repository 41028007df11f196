package dev.naru.admission.snapshot;

import dev.naru.admission.snapshot.Snapshots.Restored;
import dev.naru.model.wire.WireFormat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.SequenceInputStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads snapshots by plain JDBC: for programs that run beside the services, without their wiring.
 */
public final class SnapshotReader {
  private static final String CANDIDATES =
      """
      select id, format, taken_at, cluster_id, commands_topic_id, events_topic_id, command_offset,
             next_event, leader_epoch, chain, previous_chain, sha256
      from state_snapshot
      where log_partition = ? and next_event >= ? and command_offset < ? order by id desc
      """;

  private static final String CHUNKS =
      "select bytes from state_snapshot_chunk where snapshot_id = ? order by number";

  private final String url;
  private final StateCodec codec = new StateCodec(new WireFormat());

  /**
   * @param url with everything in it, such as {@code
   *     jdbc:postgresql://127.0.0.1:5432/naru?user=naru&password=…}
   */
  public SnapshotReader(String url) {
    this.url = url;
  }

  /**
   * Restores the newest good snapshot from before a command that the log goes on from; null if
   * there is none.
   *
   * @param firstEvent that the log still has
   * @throws SQLException if Postgres does not answer
   */
  public @Nullable Restored newestBefore(int partition, long firstEvent, long command)
      throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        PreparedStatement query = connection.prepareStatement(CANDIDATES)) {
      query.setInt(1, partition);
      query.setLong(2, firstEvent);
      query.setLong(3, command);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          Restored restored = restored(connection, partition, rows);
          if (restored != null) {
            return restored;
          }
        }
        return null;
      }
    }
  }

  private @Nullable Restored restored(Connection connection, int partition, ResultSet row)
      throws SQLException {
    int format = row.getInt("format");
    List<byte[]> chunks = chunks(connection, row.getLong("id"));
    Snapshot snapshot =
        new Snapshot(format, place(partition, row), chunks, row.getString("sha256"));
    if (format > StateCodec.FORMAT || !snapshot.isWhole()) {
      return null;
    }
    Instant takenAt = row.getObject("taken_at", OffsetDateTime.class).toInstant();
    var bytes = Collections.enumeration(chunks.stream().map(ByteArrayInputStream::new).toList());
    try {
      return new Restored(codec.read(new SequenceInputStream(bytes)), snapshot.place(), takenAt);
    } catch (IOException e) {
      return null; // the one before is as good
    }
  }

  private static List<byte[]> chunks(Connection connection, long id) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(CHUNKS)) {
      query.setLong(1, id);
      List<byte[]> chunks = new ArrayList<>();
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          chunks.add(rows.getBytes(1));
        }
      }
      return chunks;
    }
  }

  private static SnapshotPlace place(int partition, ResultSet row) throws SQLException {
    LogIdentity log =
        new LogIdentity(
            row.getString("cluster_id"),
            row.getString("commands_topic_id"),
            row.getString("events_topic_id"));
    return new SnapshotPlace(
        partition,
        log,
        row.getLong("command_offset"),
        row.getLong("next_event"),
        row.getInt("leader_epoch"),
        row.getString("chain"),
        row.getString("previous_chain"));
  }
}
