package dev.naru.ingress.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.naru.ingress.Caller.Answer;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

class OpenApiTest {
  @Test
  void theDescriptionNamesEveryRouteAndNoOther(@TempDir Path folder) {
    try (HttpDoor door = new HttpDoor(folder)) {
      // when
      Answer description = door.caller.send("GET", "/openapi.json", null);

      // then
      assertThat(description.text("openapi")).startsWith("3.1");
      assertThat(described(description.json())).isEqualTo(mapped(door));
      assertReferencesHold(description.json(), description.json());
      Answer keys = door.caller.send("GET", "/.well-known/jwks.json", null);
      assertThat(keys.json().path("keys").get(0).path("kty").asString("")).isEqualTo("EC");
      assertThat(keys.json().path("keys").get(0).has("d")).isFalse();
    }
  }

  private static Set<String> described(JsonNode description) {
    Set<String> routes = new TreeSet<>();
    description
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .propertyNames()
                    .forEach(
                        method ->
                            routes.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
    return routes;
  }

  private static Set<String> mapped(HttpDoor door) {
    Set<String> routes = new TreeSet<>();
    door.context
        .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
        .getHandlerMethods()
        .keySet()
        .forEach(
            mapping ->
                mapping
                    .getMethodsCondition()
                    .getMethods()
                    .forEach(
                        method ->
                            mapping
                                .getPatternValues()
                                .forEach(path -> routes.add(method + " " + path))));
    return routes;
  }

  private static void assertReferencesHold(JsonNode root, JsonNode part) {
    String reference = part.path("$ref").asString("");
    if (!reference.isEmpty()) {
      assertThat(root.at(reference.substring(1)).isMissingNode()).as(reference).isFalse();
    }
    part.forEach(child -> assertReferencesHold(root, child));
  }
}
