package dev.naru.ingress.page;

/** HTML, put together piece by piece; whatever text goes in is escaped. */
final class Html {
  private final StringBuilder out = new StringBuilder(2_000);

  /** Markup of our own. */
  Html raw(String markup) {
    out.append(markup);
    return this;
  }

  /** Text of anybody's. */
  Html text(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '&' -> out.append("&amp;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(c);
      }
    }
    return this;
  }

  /** An element with text. */
  Html element(String opening, String text) {
    String name = opening.split(" ", 2)[0];
    return raw("<" + opening + ">").text(text).raw("</" + name + ">");
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
