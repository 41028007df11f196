package dev.naru.ingress.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.naru.ingress.story.Story;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** What reads and writes bodies, made once; nobody else's settings can change it. */
final class Json {
  /** Deeper payloads are refused, long before the log's own limit. */
  static final int MOST_NESTING = 200;

  static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(MOST_NESTING).build())
          .build();

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .changeDefaultPropertyInclusion(
              inclusion -> inclusion.withValueInclusion(JsonInclude.Include.ALWAYS))
          .build();

  static final ObjectWriter SESSION = MAPPER.writerFor(SessionBody.class);
  static final ObjectWriter QUERY = MAPPER.writerFor(QueryBody.class);
  static final ObjectWriter CHUNK = MAPPER.writerFor(ChunkBody.class);
  static final ObjectWriter TEXT = MAPPER.writerFor(String.class);
  static final ObjectWriter TICKET = MAPPER.writerFor(PushTicketBody.class);
  static final ObjectWriter ROOM_PAGE = MAPPER.writerFor(RoomPageBody.class);
  static final ObjectWriter TRANSFER_CODE = MAPPER.writerFor(TransferCodeBody.class);
  static final ObjectWriter ROOM = MAPPER.writerFor(RoomBody.class);
  static final ObjectWriter PAGE = MAPPER.writerFor(PageBody.class);
  static final ObjectWriter LOTTERY = MAPPER.writerFor(LotteryBody.class);

  static final ObjectWriter ANNOUNCEMENT = MAPPER.writerFor(AnnouncementBody.class);

  static final ObjectWriter DRAW = MAPPER.writerFor(DrawBody.class);
  static final ObjectWriter PROVEN_DRAW = MAPPER.writerFor(ProvenDrawBody.class);

  static final ObjectWriter STORY = MAPPER.writerFor(Story.class);
  static final ObjectWriter FAIRNESS = MAPPER.writerFor(FairnessBody.class);

  /** Whatever operators see. */
  static final ObjectWriter OPERATOR = MAPPER.writer();

  static final ObjectWriter PROBLEM = MAPPER.writerFor(Problem.class);

  private Json() {}
}
