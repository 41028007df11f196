package dev.naru.ingress.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReturnPathTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/a", "/buy?seat=1&next=//x", "/a//b", "/%0d%0aSet-Cookie:x", "/~[]"})
  void aPathOfTheSameHostIsSafe(String path) {
    assertThat(ReturnPath.isSafe(path)).isTrue();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "a",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "/a\\b",
        "\\\\evil.example",
        "https://evil.example/",
        "javascript:alert(1)",
        "/\t/evil.example",
        "/a b",
        "/a\r\nSet-Cookie: x=y",
        "/안녕"
      })
  void whatLeadsElsewhereOrIsNoPathIsNot(String path) {
    assertThat(ReturnPath.isSafe(path)).isFalse();
  }

  @Test
  void aPathMayBeLongButNotEndless() {
    assertThat(ReturnPath.isSafe("/" + "a".repeat(2_047))).isTrue();
    assertThat(ReturnPath.isSafe("/" + "a".repeat(2_048))).isFalse();
  }

  @Test
  void theWaitingPageIsToldTheWayBackAsOneParameter() {
    assertThat(ReturnPath.waitingPage("lobby", "/buy?seat=1&x=%0d#"))
        .isEqualTo("/r/lobby?return=%2Fbuy%3Fseat%3D1%26x%3D%250d%23");
    assertThat(ReturnPath.waitingPage("lobby", null)).isEqualTo("/r/lobby");
  }
}
