// Measures the page with many hosts. A server of this script plays the controller: it has the page's own files and
// answers as the API does, so that what is measured is the page and the browser, and nothing else. Frames are those
// that the browser itself reports, while the list scrolls by two screens a second.
import { chromium } from "playwright-core";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

const folder = process.argv[2];
const HOSTS = Number(process.argv[3] ?? 10000);
const RATE = Number(process.argv[4] ?? 200);
const SECONDS = Number(process.argv[5] ?? 60);
const TICK = 250;
const states = ["awake", "asleep", "waking", "draining", "ordered", "settling"];
const types = new Map(readFileSync(join(folder, "files.txt"), "utf8").trim().split("\n").map((line) => line.split("\t")));

let seq = 1;
const rows = Array.from({ length: HOSTS }, (_, i) => row(i, "awake"));

function row(i, state) {
  return {
    name: `node${String(i).padStart(5, "0")}`, id: `id${i}`, pool: `pool${i % 8}`, mode: "automatic", state, target: "asleep",
    since: new Date().toISOString(), ...(state === "asleep" ? { until: new Date(Date.now() + 3.6e6).toISOString() } : {}),
    guests: i % 4, wayBack: true, watts: state === "asleep" ? 5 : 105, saved: state === "asleep" ? 100 : 0, basis: "modelled",
  };
}

function answer(path, query) {
  const at = new Date().toISOString();
  if (path === "/session") return { name: "bench", role: "viewer", until: at, proof: "-" };
  if (path === "/v1/host-rows") {
    const after = query.get("after");
    const from = after ? rows.findIndex((one) => one.name === after) + 1 : 0;
    const page = rows.slice(from, from + 5000);
    return { at, seq, hosts: page, ...(from + 5000 < HOSTS ? { next: page.at(-1).name } : {}) };
  }
  if (path === "/v1/status") return { epoch: 1, hosts: HOSTS, states: {}, at, seq, power: { watts: 1e6, saved: 1e5, basis: "modelled", unknown: 0 }, attention: { critical: 0, warning: 0 } };
  if (path === "/v1/attention") return { at, critical: 0, warning: 0, items: [] };
  if (path === "/v1/events") return { events: [] };
  if (path === "/v1/plans") return { at, count: 0, steps: [], upcoming: [] };
  return null;
}

function changes(response) {
  response.writeHead(200, { "Content-Type": "text/event-stream" });
  response.write(`event: begin\ndata: {"epoch":1,"after":${seq}}\n\n`);
  const timer = setInterval(() => {
    const events = [];
    const changed = new Map();
    for (let i = 0; i < (RATE * TICK) / 1000; i++) {
      const host = Math.floor(Math.random() * HOSTS);
      const before = rows[host].state;
      rows[host] = row(host, states[(states.indexOf(before) + 1) % states.length]);
      changed.set(host, rows[host]);
      events.push({ seq: ++seq, at: rows[host].since, host: rows[host].id, event: { code: "fleet-host-state", reason: `${rows[host].name} was ${before} and is ${rows[host].state}`, parameters: {} } });
    }
    response.write(`id: ${seq}\nevent: batch\ndata: ${JSON.stringify({ events, rows: [...changed.values()], gone: [] })}\n\n`);
  }, TICK);
  response.on("close", () => clearInterval(timer));
}

const server = createServer((request, response) => {
  const url = new URL(request.url, "http://localhost");
  if (url.pathname === "/v1/changes") return changes(response);
  const name = url.pathname.startsWith("/assets/") ? url.pathname.slice(1) : "index.html";
  const told = answer(url.pathname, url.searchParams);
  if (told) return response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify(told));
  if (url.pathname.startsWith("/v1/") || !types.has(name)) return response.writeHead(404).end();
  return response.writeHead(200, { "Content-Type": types.get(name) }).end(gunzipSync(readFileSync(join(folder, `${name}.gz`))));
});
await new Promise((done) => server.listen(0, "127.0.0.1", done));
const base = `http://127.0.0.1:${server.address().port}`;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
const page = await browser.newPage({ viewport: { width: 1280, height: 860 } });
const protocol = await page.context().newCDPSession(page);
await protocol.send("Performance.enable");
await page.goto(`${base}/hosts`);
await page.waitForSelector(".vbody .vrow");
const paint = await page.evaluate(() => ({
  first: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? NaN,
  rows: performance.now(),
}));

const memory = async () => {
  await protocol.send("HeapProfiler.collectGarbage");
  const { metrics } = await protocol.send("Performance.getMetrics");
  return metrics.find((one) => one.name === "JSHeapUsedSize").value / 2 ** 20;
};
await page.waitForTimeout(2000);
const before = await memory();
const frames = await page.evaluate((millis) => new Promise((done) => {
  const box = document.querySelector(".vtable");
  const gaps = [];
  const long = [];
  new PerformanceObserver((list) => list.getEntries().forEach((one) => long.push(one.duration))).observe({ type: "longtask" });
  const end = performance.now() + millis;
  let last = performance.now();
  let down = 1;
  const step = (now) => {
    gaps.push(now - last);
    if (box.scrollTop + box.clientHeight >= box.scrollHeight - 2) down = -1;
    if (box.scrollTop <= 0) down = 1;
    box.scrollTop += down * 2 * box.clientHeight * (now - last) / 1000;
    last = now;
    if (now < end) requestAnimationFrame(step);
    else done({ gaps: gaps.slice(1), long });
  };
  requestAnimationFrame(step);
}), SECONDS * 1000);
const after = await memory();
frames.gaps.sort((a, b) => a - b);
const quantile = (share) => frames.gaps[Math.min(frames.gaps.length - 1, Math.floor(frames.gaps.length * share))];
console.log(`${HOSTS} hosts, ${RATE} changes a second, for ${SECONDS} s`);
console.log(`first paint ${paint.first.toFixed(0)} ms, first rows ${paint.rows.toFixed(0)} ms`);
console.log(`frames ${(frames.gaps.length / SECONDS).toFixed(1)} a second; between two of them p50 ${quantile(0.5).toFixed(1)} ms, p99 ${quantile(0.99).toFixed(1)} ms, longest ${quantile(1).toFixed(1)} ms, over 50 ms: ${frames.gaps.filter((gap) => gap > 50).length}`);
console.log(`tasks of the page over 50 ms: ${frames.long.length}, the longest ${Math.max(0, ...frames.long).toFixed(0)} ms`);
console.log(`memory of scripts ${before.toFixed(1)} MiB before, ${after.toFixed(1)} MiB after`);
await browser.close();
server.close();
process.exit(0);
