package dev.naru.ingress.transfer;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A code that people can type: 50 random bits as ten characters of Crockford's base 32, which has
 * neither I, L, O nor U.
 *
 * @param letters ten characters of the alphabet
 */
public record TransferCode(String letters) {
  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int LENGTH = 10;
  private static final int MOST_TYPED = 20;
  private static final Pattern FORM = Pattern.compile("[" + ALPHABET + "]{" + LENGTH + "}");
  private static final SecureRandom RANDOM = new SecureRandom();

  static TransferCode random() {
    StringBuilder letters = new StringBuilder(LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      letters.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
    }
    return new TransferCode(letters.toString());
  }

  /**
   * Reads what somebody typed, in any case, with hyphens and spaces anywhere, and with letters that
   * look like digits taken for them; empty if it is no code.
   */
  public static Optional<TransferCode> parse(String typed) {
    if (typed.length() > MOST_TYPED) {
      return Optional.empty();
    }
    String letters =
        typed
            .toUpperCase(Locale.ROOT)
            .replaceAll("[ -]", "")
            .replace('O', '0')
            .replace('I', '1')
            .replace('L', '1');
    return FORM.matcher(letters).matches()
        ? Optional.of(new TransferCode(letters))
        : Optional.empty();
  }

  /** As it is shown: two groups of five. */
  @Override
  public String toString() {
    return letters.substring(0, LENGTH / 2) + "-" + letters.substring(LENGTH / 2);
  }
}
