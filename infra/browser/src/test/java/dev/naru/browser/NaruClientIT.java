package dev.naru.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The client {@code /naru.js}, as own pages use it. */
class NaruClientIT extends BrowserIT {
  /** A page of the same host that does nothing by itself. */
  private Browser bench() {
    return browsers.desktop("en").open(naru().base() + "/naru.d.ts");
  }

  @ParameterizedTest
  @ValueSource(strings = {"stream", "long-poll", "poll"})
  void eachWayTellsOfTheTurnAndOfTheEnd(String way) {
    // given
    String room = room("way-" + way, "{\"capacity\":1}");
    Visitor before = somebody(room);
    Browser browser = bench();
    browser.runAsync(
        """
        const naru = await import('/naru.js');
        window.seen = [];
        window.visit = await naru.join(args[0], { userKey: 'me' });
        window.watch = visit.watch({
          session: session => seen.push(session.state),
          connection: (state, way) => seen.push(state + ' by ' + way),
        }, { ways: [args[1]] });
        """,
        room,
        way);

    // when
    before.leave();
    String states =
        text(
            browser.runAsync(
                """
                const until = async state => {
                  while (!seen.includes(state)) await new Promise(done => setTimeout(done, 50));
                };
                await until('ACTIVE');
                await visit.leave();
                await watch.done;
                return seen.filter((one, i) => seen.indexOf(one) === i).join();
                """));

    // then
    assertThat(states).contains("live by " + way).endsWith("ACTIVE,ENDED");
  }

  private static String text(Object value) {
    return String.valueOf(value);
  }

  @Test
  void aJoinThatIsRepeatedCountsOnceAndARefusalSaysWhy() {
    // given
    String room = room("once", "{\"capacity\":0,\"max-waiting\":1}");
    Browser browser = bench();

    // when
    String told =
        text(
            browser.runAsync(
                """
                const { join } = await import('/naru.js');
                const real = window.fetch;
                const keys = [];
                let left = 2;
                window.fetch = async (url, options) => {
                  keys.push(options.headers['Idempotency-Key']);
                  const answer = await real(url, options);
                  if (left-- > 0) throw new TypeError('the answer was lost');
                  return answer;
                };
                const visit = await join(args[0], { userKey: 'me' });
                window.fetch = real;
                const full = await join(args[0], { userKey: 'other' }).catch(error => error);
                return [new Set(keys).size, keys.length, visit.session.ticket, full.status, full.slug, full.temporary].join();
                """,
                room));

    // then
    assertThat(told).isEqualTo("1,3,1,429,line-full,false");
  }

  @Test
  void aQueryStreamsAndIsCancelled() {
    // given
    String room = room("asking", "{\"capacity\":5}");
    Browser browser = bench();

    // when
    String told =
        text(
            browser.runAsync(
                """
                const { join } = await import('/naru.js');
                const visit = await join(args[0], { userKey: 'me' });
                const chunks = [];
                const states = [];
                const handlers = { chunk: chunk => chunks.push(chunk.data), query: query => states.push(query.state) };
                const query = await visit.ask({ chunks: ['a', 'b', 'c'], delayMillis: 300 }, { handlers });
                const long = visit.ask({ delayMillis: 60000 }, { handlers: { query: one => { if (one.state === 'RUNNING') visit.cancel(one.queryId); } } });
                return [chunks.join(''), states.at(-1), query.state, query.result.echo.chunks.length, (await long).state].join();
                """,
                room));

    // then
    assertThat(told).isEqualTo("abc,SUCCEEDED,SUCCEEDED,3,CANCELLED");
  }

  @Test
  void aStreamThatSomethingHoldsUpIsGivenUpForLongPolls() {
    // given
    String room = room("held-up", "{\"capacity\":0}");
    Browser browser = bench();

    // when
    String told =
        text(
            browser.runAsync(
                """
                const { join } = await import('/naru.js');
                const real = window.fetch;
                window.fetch = (url, options) => String(url).endsWith('/events')
                  ? new Promise((_, fail) => options.signal.addEventListener('abort', () => fail(new TypeError('aborted'))))
                  : real(url, options);
                const visit = await join(args[0], { userKey: 'me' });
                return await new Promise(done => visit.watch({ connection: (state, way) => done(state + ' by ' + way) }));
                """,
                room));

    // then
    assertThat(told).isEqualTo("live by long-poll");
  }

  @Test
  void pausesDoubleUpToALimitAndHonourTheServer() {
    // given
    Browser browser = bench();

    // when
    String told =
        text(
            browser.runAsync(
                """
                const { Backoff, join } = await import('/naru.js');
                const backoff = new Backoff(() => 1);
                const pauses = Array.from({ length: 8 }, () => backoff.next());
                backoff.reset();
                pauses.push(backoff.next(2000), new Backoff(() => 0).next());
                let calls = 0;
                const began = Date.now();
                window.fetch = async () => ++calls === 1
                  ? new Response('{"type":"urn:naru:problem:view-away"}', { status: 503, headers: { 'Retry-After': '1' } })
                  : new Response('{"sessionId":"s","token":"t","state":"WAITING"}', { status: 201 });
                await join('any', { userKey: 'me' });
                return [...pauses, calls, Date.now() - began >= 1000].join();
                """));

    // then
    assertThat(told).isEqualTo("500,1000,2000,4000,8000,16000,20000,20000,2500,125,2,true");
  }

  @Test
  void aTokenThatIsNotGoodEndsTheWatch() {
    // given
    Browser browser = bench();

    // when
    String told =
        text(
            browser.runAsync(
                """
                const { Visit } = await import('/naru.js');
                const claims = btoa(JSON.stringify({ sub: '01932b5e-0000-7000-8000-000000000001' }));
                const visit = new Visit({ token: 'x.' + claims + '.y' });
                return await new Promise(done => visit.watch({ gone: error => done(error.status + ' ' + error.slug) }));
                """));

    // then
    assertThat(told).isEqualTo("401 unauthorized");
  }
}
