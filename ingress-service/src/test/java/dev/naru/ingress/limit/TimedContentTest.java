package dev.naru.ingress.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimedContentTest {
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);

  private TimedContent of(InputStream content) {
    return new TimedContent(content, Duration.ofSeconds(30), now::get);
  }

  private static ByteArrayInputStream bytes(int count) {
    return new ByteArrayInputStream(new byte[count]);
  }

  /** A byte every so often. */
  private InputStream dripping(Duration pause, int count) {
    ByteArrayInputStream all = bytes(count);
    return new InputStream() {
      @Override
      public int read() {
        now.addAndGet(pause.toNanos());
        return all.read();
      }

      @Override
      public int read(byte[] into, int from, int most) {
        now.addAndGet(pause.toNanos());
        return all.read(into, from, 1);
      }
    };
  }

  @ParameterizedTest
  @CsvSource({
    "0,0,10,0",
    "10,10,10,10",
    "-1,0,10,0",
    "-1,10,10,10",
    "-1,11,10,11",
    "-1,5000,1000,1001",
    "-1,999,1000,999",
    "2000,2000,1000,1001",
    "5,9,10,5"
  })
  void whatIsThereIsReadAndNoMoreThanOneByteTooMuch(long announced, int there, int most, int read)
      throws IOException {
    // then
    assertThat(of(bytes(there)).read(announced, most)).hasSize(read);
  }

  @Test
  void whoSendsAByteNowAndThenIsCutOffThoughNoReadIsSlow() {
    // given
    Duration second = Duration.ofSeconds(1);

    // then
    assertThatThrownBy(() -> of(dripping(second, 1_000)).read(1_000, 1_000))
        .isInstanceOf(SocketTimeoutException.class);
    assertThatThrownBy(() -> of(dripping(second, 1_000)).read(-1, 1_000))
        .isInstanceOf(SocketTimeoutException.class);
  }

  @Test
  void whoIsSlowButInTimeIsRead() throws IOException {
    // then
    assertThat(of(dripping(Duration.ofMillis(29), 1_000)).read(1_000, 1_000)).hasSize(1_000);
  }

  @Test
  void whatEndsEarlyIsNotWhole() {
    // then
    assertThatThrownBy(() -> of(bytes(9)).read(10, 10)).isInstanceOf(EOFException.class);
  }
}
