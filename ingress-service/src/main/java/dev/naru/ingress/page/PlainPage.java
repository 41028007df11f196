package dev.naru.ingress.page;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The waiting page for those without scripts: everything that it says is in its HTML, and forms do
 * what buttons do elsewhere.
 */
public final class PlainPage {
  private final Words words;
  private final String title;
  private final @Nullable String text;

  /**
   * @param language a packaged one
   * @param title the room's name for people; null for one that fits all rooms
   * @param text what the room says of itself
   */
  public PlainPage(String language, @Nullable String title, @Nullable String text) {
    this.words = Words.in(language);
    this.title = title == null ? words.of("room") : title;
    this.text = text;
  }

  /** For who is not in line. */
  public String join() {
    return page(form("join", "join", true));
  }

  /**
   * For who waits.
   *
   * @param position null while it is not decided
   * @param refresh how soon the page is to be asked for again
   */
  public String waiting(
      @Nullable Long position, @Nullable Duration estimate, boolean paused, Duration refresh) {
    Html html = new Html();
    if (position == null) {
      html.element("p class=center", words.of("waiting.pending"));
    } else {
      html.element("p class=\"label center\"", words.of("waiting.place"))
          .element("p class=\"number long\"", String.format("%,d", position))
          .element("p class=center", ahead(position));
    }
    if (estimate != null) {
      html.element("p class=center", words.of("waiting.wait") + ": " + words.span(estimate));
    }
    if (paused) {
      html.element("p class=center", words.of("paused"));
    }
    html.element(
        "p class=\"quiet center\"",
        words.of("plain.refresh").replace("{time}", words.span(refresh)));
    return page(html.raw(form("leave", "leave", false)).toString());
  }

  private String ahead(long position) {
    return position == 1
        ? words.of("waiting.ahead.none")
        : words.counted("waiting.ahead", position - 1);
  }

  /**
   * For who is admitted.
   *
   * @param target where to go; null if there is no such place
   */
  public String turn(@Nullable URI target) {
    Html html = new Html().element("h2", words.of("turn.head"));
    if (target != null) {
      html.element("p", words.of("plain.turn"))
          .raw("<a class=\"button main wide\" href=\"")
          .text(target.toString())
          .raw("\">")
          .text(words.of("turn.enter"))
          .raw("</a>");
    }
    return page(html.raw(form("leave", "leave.inside", false)).toString());
  }

  /**
   * For whose visit is over.
   *
   * @param reason such as {@code LEFT}; null if it is not known
   */
  public String ended(@Nullable String reason) {
    String key = "ended." + (reason == null ? "" : reason.toLowerCase(Locale.ROOT));
    return page(
        new Html()
            .element("h2", words.of(key + ".head", "ended.head"))
            .element("p", words.of(key + ".text", "ended.text"))
            .raw(form("join", "again", true))
            .toString());
  }

  /**
   * For who cannot be served: {@code closed}, {@code full}, {@code absent}, {@code busy} or one of
   * the identity modes.
   */
  public String sorry(String what) {
    return page(
        new Html()
            .element("h2", words.of(what + ".head"))
            .element("p", words.of(what + ".text"))
            .raw("<p><a class=\"button wide\" href=\"\">")
            .text(words.of("retry"))
            .raw("</a></p>")
            .toString());
  }

  private String form(String name, String word, boolean main) {
    return new Html()
        .raw("<form method=\"post\"><button class=\"button wide")
        .raw(main ? " main" : "")
        .raw("\" name=\"do\" value=\"" + name + "\">")
        .text(words.of(word))
        .raw("</button></form>")
        .toString();
  }

  private String page(String content) {
    Html html =
        new Html()
            .raw("<!doctype html><html lang=\"" + words.language() + "\"><head>")
            .raw("<meta charset=\"utf-8\">")
            .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
            .raw("<meta name=\"robots\" content=\"noindex\">")
            .element("title", title)
            .raw("<link rel=\"icon\" href=\"/page/icon.svg\" type=\"image/svg+xml\">")
            .raw("<link rel=\"stylesheet\" href=\"/page/wait.css\"></head><body>")
            .raw("<header class=\"band\"><div class=\"room\">")
            .element("h1", title)
            .raw("</div></header><main>");
    if (text != null) {
      html.element("p id=text", text);
    }
    return html.raw("<section class=\"card\">")
        .raw(content)
        .raw("</section></main></body></html>")
        .toString();
  }
}
