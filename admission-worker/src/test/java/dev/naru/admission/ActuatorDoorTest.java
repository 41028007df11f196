package dev.naru.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class ActuatorDoorTest {
  private static final String FAR = "203.0.113.7";
  private final ActuatorDoor door = new ActuatorDoor(List.of("an-operator", ""));
  private MockHttpServletRequest request = new MockHttpServletRequest();

  private MockHttpServletRequest request(String path, String address) {
    request = new MockHttpServletRequest("GET", path);
    request.setServletPath(path);
    request.setRemoteAddr(address);
    return request;
  }

  /** 200 if the endpoint is reached, with * if it may tell more. */
  private String outcome() throws Exception {
    MockHttpServletResponse response = new MockHttpServletResponse();
    MockFilterChain chain = new MockFilterChain();
    door.doFilter(request, response, chain);
    boolean trusted =
        chain.getRequest() instanceof jakarta.servlet.http.HttpServletRequest reached
            && reached.getUserPrincipal() != null;
    return chain.getRequest() == null && response.getStatus() == 200
        ? "nothing"
        : response.getStatus() + (trusted ? "*" : "");
  }

  @ParameterizedTest
  @CsvSource({
    "/actuator/health,127.0.0.1,200*",
    "/actuator/health/readiness,203.0.113.7,200",
    "/actuator/prometheus,127.0.0.1,200*",
    "/actuator/prometheus,::1,200*",
    "/actuator/prometheus,203.0.113.7,403",
    "/actuator,127.0.0.1,404",
    "/actuator/env,127.0.0.1,404",
    "/actuator/heapdump,127.0.0.1,404",
    "/actuator/healthy,127.0.0.1,404",
    "/actuator/shutdown,127.0.0.1,404",
  })
  void onlyHealthIsForEverybodyAndOnlyMetricsAreThereBesides(
      String path, String address, String expected) throws Exception {
    // given
    request(path, address);

    // then
    assertThat(outcome()).isEqualTo(expected);
  }

  @Test
  void whoComesThroughAProxyOnTheMachineIsNotOfTheMachine() throws Exception {
    // given
    request("/actuator/prometheus", "127.0.0.1").addHeader("X-Forwarded-For", "127.0.0.1");

    // then
    assertThat(outcome()).isEqualTo("403");
  }

  @ParameterizedTest
  @CsvSource({
    "Bearer an-operator,200*",
    "Bearer an-operato,403",
    "Bearer ,403",
    "Bearer,403",
    "an-operator,403"
  })
  void anOperatorsTokenOpensFromAnywhereAndAnEmptyOneNothing(String authorization, String expected)
      throws Exception {
    // given
    request("/actuator/prometheus", FAR).addHeader("Authorization", authorization);

    // then
    assertThat(outcome()).isEqualTo(expected);
  }
}
