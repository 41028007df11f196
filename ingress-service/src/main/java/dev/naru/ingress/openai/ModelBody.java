package dev.naru.ingress.openai;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.naru.ingress.key.ApiKey;
import dev.naru.ingress.openai.Models.Model;
import java.util.List;

/**
 * A model, in OpenAI's shape.
 *
 * @param created seconds since 1970: since when the key may use it
 */
@JsonPropertyOrder({"id", "object", "created", "owned_by"})
record ModelBody(String id, long created) {

  static ModelBody of(Model model, ApiKey key) {
    return new ModelBody(model.name(), key.madeAt().getEpochSecond());
  }

  public String getObject() {
    return "model";
  }

  @JsonProperty("owned_by")
  public String ownedBy() {
    return "naru";
  }

  /** All of them. */
  @JsonPropertyOrder({"object", "data"})
  record Page(List<ModelBody> data) {
    public String getObject() {
      return "list";
    }
  }
}
