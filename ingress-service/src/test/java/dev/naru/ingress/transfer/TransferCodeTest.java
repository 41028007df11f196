package dev.naru.ingress.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransferCodeTest {

  @Test
  void aCodeIsReadAsItIsShown() {
    // given
    TransferCode code = TransferCode.random();

    // then
    assertThat(code.toString()).matches("[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}");
    assertThat(TransferCode.parse(code.toString())).contains(code);
    assertThat(TransferCode.parse(code.letters())).contains(code);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"01ABC-DEFGH", "o1abcdefgh", "OIABC DEFGH", "0lAbC-DeF-gH", " 0 1abcdefgh"})
  void whatPeopleTypeIsUnderstood(String typed) {
    assertThat(TransferCode.parse(typed)).contains(new TransferCode("01ABCDEFGH"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "01ABCDEFG",
        "01ABCDEFGHJ",
        "01ABCDEFGU",
        "01ABCDEFG*",
        "01ABCDEFG\n",
        "../../../../ab",
        "０１ABCDEFGH",
        "---------------------01ABCDEFGH"
      })
  void whatIsNoCodeIsNone(String typed) {
    assertThat(TransferCode.parse(typed)).isEmpty();
  }

  @Test
  void codesDoNotRepeat() {
    // given
    Set<TransferCode> codes = new HashSet<>();

    // when
    for (int i = 0; i < 10_000; i++) {
      codes.add(TransferCode.random());
    }

    // then
    assertThat(codes).hasSize(10_000);
  }
}
