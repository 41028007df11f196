// The reference for queries: what people would use instead. No-op jobs on BullMQ, 10 at once, on the Redis that REDIS names.
// Prints one line of JSON: jobs a second of a full queue, and from add to completed in ms at a steady rate.
import { Queue, QueueEvents, Worker } from "bullmq";

const [jobs, perSecond, seconds] = process.argv.slice(2).map(Number);
const url = new URL(process.env.REDIS);
const connection = { host: url.hostname, port: Number(url.port), maxRetriesPerRequest: null };
const concurrency = 10;

async function drain() {
  const queue = new Queue("drain", { connection });
  for (let i = 0; i < jobs; i += 1000) {
    const count = Math.min(1000, jobs - i);
    await queue.addBulk(Array.from({ length: count }, (_, k) => ({ name: "query", data: { ask: i + k } })));
  }
  let done = 0;
  const begin = performance.now();
  const worker = new Worker("drain", async (job) => ({ echo: job.data }), { connection, concurrency });
  await new Promise((resolve) => worker.on("completed", () => ++done === jobs && resolve()));
  const took = performance.now() - begin;
  await worker.close();
  await queue.close();
  return (jobs * 1000) / took;
}

async function steady() {
  const queue = new Queue("steady", { connection });
  const events = new QueueEvents("steady", { connection });
  await events.waitUntilReady();
  const worker = new Worker("steady", async (job) => ({ echo: job.data }), { connection, concurrency });
  await worker.waitUntilReady();
  const times = [];
  const begin = performance.now();
  const all = [];
  for (let i = 0; i < perSecond * seconds; i++) {
    const due = begin + (i * 1000) / perSecond;
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())));
    const added = performance.now();
    all.push(
      queue
        .add("query", { ask: i })
        .then((job) => job.waitUntilFinished(events))
        .then(() => times.push(performance.now() - added)),
    );
  }
  await Promise.all(all);
  await worker.close();
  await events.close();
  await queue.close();
  times.sort((a, b) => a - b);
  return { p50: at(times, 50), p99: at(times, 99) };
}

function at(sorted, percent) {
  return sorted[Math.max(Math.ceil((sorted.length * percent) / 100), 1) - 1];
}

const rate = await drain();
const latency = await steady();
console.log(JSON.stringify({ perSecond: rate, ...latency }));
process.exit(0);
