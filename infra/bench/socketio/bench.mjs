// The reference for broadcasts: what people would use instead. Three socket.io servers on the Redis that REDIS names, a thousand
// clients spread over them, and an operator who posts an announcement to one of the servers.
// Prints one line of JSON: from the operator's 202 to the last client, in ms.
import { createServer } from "node:http";
import { fork } from "node:child_process";
import { once } from "node:events";
import { createAdapter } from "@socket.io/redis-adapter";
import Redis from "ioredis";
import { Server } from "socket.io";
import { io } from "socket.io-client";

const servers = 3;

async function serve() {
  const publisher = new Redis(process.env.REDIS);
  const server = createServer();
  const sockets = new Server(server, {
    adapter: createAdapter(publisher, publisher.duplicate()),
    transports: ["websocket"],
    perMessageDeflate: false,
  });
  const others = server.listeners("request").slice();
  server.removeAllListeners("request");
  server.on("request", (request, response) => {
    if (request.method !== "POST") {
      others.forEach((other) => other(request, response));
      return;
    }
    let content = "";
    request.on("data", (piece) => (content += piece));
    request.on("end", () => {
      sockets.emit("announcement", JSON.parse(content));
      response.writeHead(202).end();
    });
  });
  server.listen(0, "127.0.0.1", () => process.send(server.address().port));
}

async function start() {
  const child = fork(process.argv[1], ["serve"]);
  const [port] = await once(child, "message");
  return { child, port };
}

function connect(port) {
  const socket = io(`http://127.0.0.1:${port}`, { transports: ["websocket"], forceNew: true, reconnection: false });
  return new Promise((resolve, reject) => {
    socket.on("connect", () => resolve(socket));
    socket.on("connect_error", reject);
  });
}

async function measure(clients, rounds, warmUp) {
  const all = await Promise.all(Array.from({ length: servers }, start));
  const sockets = [];
  for (let i = 0; i < clients; i += 50) {
    const some = Array.from({ length: Math.min(50, clients - i) }, (_, k) => connect(all[(i + k) % servers].port));
    sockets.push(...(await Promise.all(some)));
  }
  let waiting = 0;
  let last = 0;
  let done = () => {};
  sockets.forEach((socket) =>
    socket.on("announcement", () => {
      last = performance.now();
      if (--waiting === 0) {
        done();
      }
    }),
  );
  const times = [];
  for (let round = 0; round < rounds + warmUp; round++) {
    waiting = sockets.length;
    const heard = new Promise((resolve) => (done = resolve));
    const text = `round ${round}: the ferry leaves in five minutes`;
    await fetch(`http://127.0.0.1:${all[0].port}/`, { method: "POST", body: JSON.stringify({ text }) });
    const accepted = performance.now();
    await heard;
    if (round >= warmUp) {
      times.push(Math.max(0, last - accepted));
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  all.forEach(({ child }) => child.kill());
  times.sort((a, b) => a - b);
  return { p50: at(times, 50), p95: at(times, 95), max: times.at(-1) };
}

function at(sorted, percent) {
  return sorted[Math.max(Math.ceil((sorted.length * percent) / 100), 1) - 1];
}

if (process.argv[2] === "serve") {
  await serve();
} else {
  const [clients, rounds, warmUp] = process.argv.slice(2).map(Number);
  console.log(JSON.stringify(await measure(clients, rounds, warmUp)));
  process.exit(0);
}
