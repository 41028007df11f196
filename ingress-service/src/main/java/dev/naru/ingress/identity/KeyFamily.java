package dev.naru.ingress.identity;

import com.nimbusds.jose.jwk.JWK;
import java.text.ParseException;
import java.time.Instant;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The files of the keys for one purpose: the first has a name of its own, the others are {@code
 * <name>.<number>.jwk}, JSON Web Keys that say when they were made.
 */
final class KeyFamily {
  private final KeyFolder folder;
  private final String name;
  private final String first;
  private final Pattern files;
  private final Function<Instant, String> maker;

  /**
   * @param first name of the file of key 0
   * @param maker makes the text of a key that is made at that time
   */
  KeyFamily(KeyFolder folder, String name, String first, Function<Instant, String> maker) {
    this.folder = folder;
    this.name = name;
    this.first = first;
    this.maker = maker;
    this.files =
        Pattern.compile(
            Pattern.quote(first) + "|" + Pattern.quote(name) + "\\.([1-9][0-9]{0,8})\\.jwk");
  }

  /** Returns the keys that there are, at least one, in the order of their numbers. */
  List<KeptKey> read(Instant now) {
    List<KeptKey> keys = find();
    if (keys.isEmpty()) {
      var unused = folder.keep(first, () -> maker.apply(now));
      keys = find();
    }
    return keys;
  }

  private List<KeptKey> find() {
    return folder.find(files).stream()
        .map(KeyFamily::key)
        .sorted(Comparator.comparingInt(KeptKey::number))
        .toList();
  }

  private static KeptKey key(KeyFolder.Found file) {
    @Nullable String number = file.name().group(1);
    Instant said = saidIn(file.text());
    return new KeptKey(
        number == null ? 0 : Integer.parseInt(number),
        file.text(),
        said == null ? file.changed() : said);
  }

  /** When the key says that it was made; null for one that does not, or is none. */
  private static @Nullable Instant saidIn(String text) {
    try {
      Date issued = JWK.parse(text).getIssueTime();
      return issued == null ? null : issued.toInstant();
    } catch (ParseException | IllegalArgumentException e) {
      return null;
    }
  }

  /** Makes the key of that number, unless another process has. */
  void make(int number, Instant now) {
    var unused = folder.add(name + "." + number + ".jwk", maker.apply(now));
  }

  void remove(KeptKey key) {
    folder.remove(key.number() == 0 ? first : name + "." + key.number() + ".jwk");
  }
}
