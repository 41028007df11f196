// Holds Naru's OpenAI door against OpenAI's own client, unchanged but for base URL and key.
// The key's room must echo: what an echo waits, and says piece by piece, is given in the request.
//
//   NARU_URL=http://127.0.0.1:8080 NARU_KEY=sk-naru-… npm run check
//
// Exit code 0 if all holds, 1 if not.
import assert from "node:assert/strict";
import OpenAI from "openai";

const base = process.env.NARU_URL ?? "http://127.0.0.1:8080";
const apiKey = process.env.NARU_KEY;
const room = process.env.NARU_ROOM ?? "default";
const client = new OpenAI({ baseURL: `${base}/openai/v1`, apiKey, maxRetries: 0, timeout: 120_000 });

const ask = (text, more = {}) => ({ model: "default", messages: [{ role: "user", content: text }], ...more });
const complete = (text, more, options) => client.chat.completions.create(ask(text, more), options);
const active = async () => (await (await fetch(`${base}/v1/rooms/${room}`)).json()).active;

async function until(what, is, seconds = 10) {
  const end = Date.now() + seconds * 1000;
  while (Date.now() < end) {
    if (await is()) return;
    await new Promise((go) => setTimeout(go, 50));
  }
  assert.fail(`Expected ${what} within ${seconds} s`);
}

const others = await active(); // seats that are none of ours
const seatsAreFree = (seconds) => until("our seats to be free", async () => (await active()) === others, seconds);

async function check(name, run) {
  const begun = Date.now();
  const said = await run();
  console.log(`ok  ${name} (${Date.now() - begun} ms)${said ? `: ${said}` : ""}`);
}

await check("models", async () => {
  const models = [];
  for await (const model of client.models.list()) models.push(model.id);
  assert.ok(models.length > 0);
  assert.equal((await client.models.retrieve(models[0])).id, models[0]);
  return models.join(", ");
});

await check("a completion", async () => {
  const { data, response } = await complete("hello").withResponse();
  assert.equal(data.object, "chat.completion");
  assert.equal(data.choices[0].message.role, "assistant");
  assert.match(data.choices[0].message.content, /hello/);
  assert.equal(data.choices[0].finish_reason, "stop");
  return `queued ${response.headers.get("naru-queue-ms")} ms, ran ${response.headers.get("naru-run-ms")} ms`;
});

await check("a stream, piece by piece", async () => {
  const pieces = [];
  const times = [];
  let finish;
  for await (const chunk of await complete("count", { stream: true, chunks: ["one ", "two ", "three"], delayMillis: 900 })) {
    assert.equal(chunk.object, "chat.completion.chunk");
    const { delta, finish_reason } = chunk.choices[0];
    if (delta.content) {
      pieces.push(delta.content);
      times.push(Date.now());
    }
    finish = finish_reason ?? finish;
  }
  assert.deepEqual(pieces, ["one ", "two ", "three"]);
  assert.equal(finish, "stop");
  return `from the first piece to the last ${times.at(-1) - times[0]} ms`;
});

await check("a stream of an upstream without pieces", async () => {
  let text = "";
  for await (const chunk of await complete("hello", { stream: true })) text += chunk.choices[0].delta.content ?? "";
  assert.match(text, /hello/);
});

await check("a call that is given up while it runs frees its seat", async () => {
  await seatsAreFree();
  const giveUp = new AbortController();
  const call = complete("long", { delayMillis: 60_000 }, { signal: giveUp.signal });
  await until("the call to have a seat", async () => (await active()) > others);
  giveUp.abort();
  await assert.rejects(call, OpenAI.APIUserAbortError);
  const at = Date.now();
  await seatsAreFree(2);
  return `after ${Date.now() - at} ms`;
});

await check("a stream that is given up frees its seat", async () => {
  const stream = await complete("long", { stream: true, chunks: 100, delayMillis: 60_000 });
  for await (const chunk of stream) {
    assert.ok(chunk.choices.length > 0);
    break; // the client closes the connection
  }
  await seatsAreFree(3);
});

await check("200 calls in parallel", async () => {
  const calls = Array.from({ length: 200 }, (nothing, i) =>
    i % 2 === 0
      ? complete(`call-${i}`, { delayMillis: 50 }).then((whole) => whole.choices[0].message.content)
      : complete(`call-${i}`, { delayMillis: 50, stream: true }).then(async (stream) => {
          let text = "";
          for await (const chunk of stream) text += chunk.choices[0].delta.content ?? "";
          return text;
        }),
  );
  const answers = await Promise.all(calls);
  answers.forEach((answer, i) => assert.match(answer, new RegExp(`"call-${i}"`)));
  return "each has its own answer";
});

await check("30 calls of one user share a session", async () => {
  const calls = Array.from({ length: 30 }, (nothing, i) =>
    complete(`mine-${i}`, { user: "ann" }).withResponse(),
  );
  const sessions = new Set((await Promise.all(calls)).map(({ response }) => response.headers.get("naru-session")));
  assert.equal(sessions.size, 1);
});

await check("errors are of the client's own kinds", async () => {
  await assert.rejects(complete("x", { messages: [] }), OpenAI.BadRequestError);
  await assert.rejects(complete("x", { fail: true }), (e) => e instanceof OpenAI.APIError && e.status === 502);
  await assert.rejects(client.models.retrieve("no-such-model"), OpenAI.NotFoundError);
  const stranger = new OpenAI({ baseURL: `${base}/openai/v1`, apiKey: "sk-naru-wrong", maxRetries: 0 });
  await assert.rejects(stranger.chat.completions.create(ask("x")), OpenAI.AuthenticationError);
});
