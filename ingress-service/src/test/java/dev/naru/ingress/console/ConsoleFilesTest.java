package dev.naru.ingress.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleFilesTest {
  private static final Pattern LOADED =
      Pattern.compile("(?:from |src=|href=)['\"](?:\\./|/console/)([^'\"]+)['\"]");
  private static final Pattern KEY = Pattern.compile("(?m)^ {2}'?([\\w.-]+)'?: ");

  private final ConsoleFiles files = new ConsoleFiles();

  private String text(String name) {
    return new String(files.find(name).orElseThrow().content(), StandardCharsets.UTF_8);
  }

  @Test
  void whateverThePageLoadsIsThere() {
    // given
    Set<String> seen = new TreeSet<>();

    // when
    visit("index.html", seen);

    // then
    assertThat(seen).contains("main.js", "uplot.js", "uplot.css", "text-ko.js", "console.css");
  }

  private void visit(String name, Set<String> seen) {
    if (seen.add(name) && !name.startsWith("uplot")) {
      LOADED.matcher(text(name)).results().forEach(found -> visit(found.group(1), seen));
    }
  }

  @Test
  void bothLanguagesSayTheSameThings() {
    assertThat(keys("text-ko.js")).isEqualTo(keys("text-en.js")).isNotEmpty();
  }

  private Set<String> keys(String name) {
    return KEY.matcher(text(name))
        .results()
        .map((MatchResult found) -> found.group(1))
        .collect(Collectors.toSet());
  }

  @Test
  void nothingIsInlineAndNoHostIsNamedAndNobodysTextIsReadAsHtml() {
    // given
    Set<String> seen = new TreeSet<>();
    visit("index.html", seen);

    // then
    for (String name : seen) {
      if (!name.startsWith("uplot") && !name.endsWith(".svg")) {
        assertThat(text(name))
            .as(name)
            .doesNotContain("://", "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write")
            .doesNotContainPattern("<script(?! type=\"module\" src=)| style=\"| on[a-z]+=\"");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "none.js", "Main.js", "main", "../wait.html", "a/b.js"})
  void whatIsNotThereIsNotSent(String name) {
    assertThat(files.find(name)).isEmpty();
  }

  @Test
  void aFileIsKnownByItsContent() {
    // when
    ConsoleFile page = files.find("index.html").orElseThrow();

    // then
    assertThat(page.type()).isEqualTo("text/html;charset=UTF-8");
    assertThat(page.tag()).matches("\"[0-9a-f]{24}\"");
    assertThat(files.find("index.html")).containsSame(page);
  }
}
