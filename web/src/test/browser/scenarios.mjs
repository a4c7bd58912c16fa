// Plays in a real browser what people do with the page. The JUnit test BrowserTest starts it, with a controller and
// hosts. The first line of its input has the address and the tokens; it prints "ok NAME" or "failed NAME" for each
// scenario, and "stop" and "start" where the controller is to end and to come back ("done" answers). Pictures go into
// the folder that is its argument.
import { chromium } from "playwright-core";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { join } from "node:path";

const folder = process.argv[2];
mkdirSync(folder, { recursive: true });
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const input = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const given = JSON.parse((await input.next()).value);
const WAIT = 30_000;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
let failures = 0;
const foreign = new Set();
const complaints = [];

async function scenario(name, play) {
  const began = Date.now();
  try {
    await play();
    console.log(`ok ${name}`);
    console.error(`browser: ${Date.now() - began} ms: ${name}`);
  } catch (e) {
    failures++;
    console.error(`browser: failed ${name}: ${e}`);
    console.log(`failed ${name}: ${String(e.stack ?? e).split("\n").slice(0, 6).join(" | ")}`);
    for (const page of browser.contexts().flatMap((context) => context.pages())) {
      await page.screenshot({ path: join(folder, `failed-${failures}.png`) }).catch(() => undefined);
    }
  }
}

function check(holds, what) {
  if (!holds) throw new Error(what);
}

async function tell(word) {
  console.log(word);
  await input.next();
}

async function open(options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, locale: "en-GB", timezoneId: "Europe/Berlin", ...options });
  context.setDefaultTimeout(WAIT);
  const page = await context.newPage();
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.origin !== given.url && url.protocol !== "data:") foreign.add(url.origin);
  });
  page.on("pageerror", (e) => complaints.push(String(e)));
  page.on("console", (message) => {
    // What the network fails at is told, too; scenarios do that on purpose.
    if (message.type() === "error" && !/Failed to load resource|ERR_/.test(message.text())) complaints.push(message.text());
  });
  return page;
}

async function signIn(page, role, path = "/") {
  await page.goto(given.url + path);
  await page.fill("input[name=token]", given[role]);
  await page.keyboard.press("Enter");
  await page.waitForSelector("nav.nav");
}

async function picture(page, name) {
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

const all = { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] };
/** What differs with colours and room. */
const looks = { type: "rule", values: ["color-contrast", "link-in-text-block", "target-size", "scrollable-region-focusable"] };

/** No violation of WCAG 2.2 AA that axe can find. */
async function accessible(page, what, rules = all) {
  // By the protocol, as the page's own policy lets nobody add a script.
  await page.evaluate(axe);
  const found = await page.evaluate((runOnly) => window.axe.run(document, { runOnly, resultTypes: ["violations"] }), rules);
  const violations = found.violations.map((one) => `${one.id}: ${one.nodes.slice(0, 3).map((node) => `${node.target} ${node.failureSummary}`).join("; ")}`);
  check(violations.length === 0, `${what}: ${violations.join("\n").replaceAll("\n", " / ")}`);
}

async function api(method, path, role = "operator") {
  const answer = await fetch(given.url + path, {
    method,
    headers: { Authorization: `Bearer ${given[role]}`, "Content-Type": "application/json" },
    ...(method === "GET" ? {} : { body: "{}" }),
  });
  return answer.json();
}

async function until(what, holds) {
  const end = Date.now() + WAIT;
  while (!(await holds())) {
    check(Date.now() < end, `did not come true: ${what}`);
    await new Promise((done) => setTimeout(done, 100));
  }
}

const awake = async (host) => (await api("GET", `/v1/hosts/${host}`)).state === "awake";

const page = await open();

await scenario("a wrong token is refused, and says what to do", async () => {
  await page.goto(`${given.url}/hosts`);
  await accessible(page, "sign-in");
  await page.fill("input[name=token]", "lfa_wrong");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".refused");
  check((await page.textContent(".refused")).includes("token"), "no reason");
  await picture(page, "sign-in");
  await page.fill("input[name=token]", "");
});

await scenario("a viewer sees all and changes nothing; scripts see no secret", async () => {
  await signIn(page, "viewer", "/hosts/lab1");
  await page.waitForSelector("#act-wake");
  check(await page.isDisabled("#act-wake"), "a viewer may wake");
  check((await page.textContent("#may-not")).includes("operator"), "it does not say why");
  check(!(await page.isVisible("nav.nav a[href='/audit']")), "a viewer is shown the audit log");
  const cookie = (await page.context().cookies()).find((one) => one.name === "__Host-lungfish");
  check(cookie && cookie.httpOnly && cookie.secure && cookie.sameSite === "Strict", `the cookie is ${JSON.stringify(cookie)}`);
  const seen = await page.evaluate(() => document.cookie + location.href + JSON.stringify(localStorage) + JSON.stringify(sessionStorage));
  check(!seen.includes(given.viewer) && !seen.includes(cookie.value), "a script sees a secret");
  const status = await page.evaluate(async () => (await fetch("/v1/hosts/lab1/wake", { method: "POST" })).status);
  check(status === 403, `a change without proof gets ${status}`);
});

await scenario("signing out ends the session", async () => {
  await page.click(".settings summary");
  await page.click(".settings-box button");
  await page.waitForSelector("input[name=token]");
  const status = await page.evaluate(async () => (await fetch("/v1/status")).status);
  check(status === 401, `after it, the API answers ${status}`);
});

await scenario("all hosts are awake and counted", async () => {
  for (const host of ["lab1", "lab2", "lab3", "lab4", "lab5", "lab6"]) await until(`${host} is awake`, () => awake(host));
  await signIn(page, "operator");
  await page.waitForSelector(".tile.s-awake");
  await page.waitForFunction(() => document.querySelector(".tile.s-awake strong")?.textContent === "6");
  // It will not come back: the alarm of a scenario below.
  await until("lab6 may sleep", async () => (await api("POST", "/v1/hosts/lab6/sleep")).plan?.act === "sleep");
});

await scenario("a host is put to sleep and woken, each asked once", async () => {
  await page.goto(`${given.url}/hosts/lab1`);
  const act = async (id) => {
    await page.click(`#act-${id}`);
    await page.click("dialog button.primary");
    await page.waitForSelector("dialog .done, dialog .refused");
    const done = await page.isVisible("dialog .done");
    if (done && id === "sleep") await picture(page, "asked");
    await page.click("dialog button.primary");
    await page.waitForSelector("dialog", { state: "detached" });
    return done;
  };
  await until("the rules allow a sleep", () => act("sleep"));
  await page.waitForSelector(".title-row .state.s-asleep");
  await picture(page, "host-asleep");
  check(await act("wake"), "the wake was refused");
  await page.waitForSelector(".title-row .state.s-awake");
});

await scenario("a hold by the page keeps a host awake, with the same refusal as the command", async () => {
  await page.goto(`${given.url}/hosts/lab2`);
  await page.click("#act-hold");
  await page.click("dialog button.primary");
  await page.waitForSelector("dialog .done");
  await page.click("dialog button.primary");
  await page.waitForSelector("#act-release");
  await page.click("#act-sleep");
  await page.click("dialog button.primary");
  await page.waitForSelector("dialog .refused");
  const told = await page.textContent("dialog .refused");
  const own = await api("POST", "/v1/hosts/lab2/sleep");
  check(own.code === "sleep-refused" && told.includes(own.title), `the page says ${told}, the API ${own.title}`);
  await page.keyboard.press("Escape");
  await page.click("#act-release");
  await page.click("dialog button.primary");
  await page.waitForSelector("dialog .done");
  await page.click("dialog button.primary");
  await page.waitForSelector("#act-hold");
});

await scenario("a step of the plan is accepted", async () => {
  await page.goto(`${given.url}/pools`);
  const accept = page.locator("button[aria-label^='Accept']").first();
  await accept.waitFor();
  const host = (await accept.getAttribute("aria-label")).replace("Accept: ", "");
  await accept.click();
  await page.click("dialog button.primary");
  await page.waitForSelector("dialog .done");
  await page.click("dialog button.primary");
  await page.goto(`${given.url}/hosts/${host}`);
  await page.waitForSelector(".title-row .state.s-asleep");
});

await scenario("an overdue host is told by itself, with what to do", async () => {
  await page.click("nav.nav a[href='/']");
  await page.waitForSelector(".needs .level.critical");
  const needs = await page.textContent(".needs");
  check(needs.includes("lab6") && needs.includes("overdue"), needs);
  await page.waitForSelector(".needs .todo");
  await picture(page, "now");
});

await scenario("the page says that the controller is away, and goes on without a gap", async () => {
  await page.click("nav.nav a[href='/events']");
  await page.waitForSelector(".vbody .vrow");
  const known = await page.textContent(".vbody .vrow >> nth=0");
  await tell("stop");
  await page.waitForSelector(".banner.away");
  await picture(page, "away");
  await tell("start");
  await page.waitForSelector(".link.l-live");
  check(!(await page.isVisible(".banner.away")), "it still says so");
  await page.fill("input[type=search] >> nth=2", "controller-started");
  await page.waitForSelector(".vbody .vrow");
  check(known !== null, "nothing was known before");
  // Who had signed in still is.
  check(await page.isVisible("nav.nav"), "the session was lost");
});

await scenario("by keyboard alone: sign in, find a host, ask, and leave", async () => {
  const keys = await open();
  await keys.goto(`${given.url}/`);
  await keys.waitForFunction(() => document.activeElement?.name === "token");
  await keys.keyboard.type(given.operator);
  await keys.keyboard.press("Enter");
  await keys.waitForSelector("nav.nav");
  const tabTo = async (matches) => {
    for (let i = 0; i < 60; i++) {
      await keys.keyboard.press("Tab");
      if (await keys.evaluate((selector) => document.activeElement?.matches(selector), matches)) return;
    }
    throw new Error(`no tab leads to ${matches}`);
  };
  await tabTo("a.skip");
  await tabTo("nav.nav a[href='/hosts']");
  await keys.keyboard.press("Enter");
  await keys.waitForSelector(".vbody .vrow");
  await tabTo("input[type=search]");
  await keys.keyboard.type("lab3");
  await keys.waitForFunction(() => document.querySelectorAll(".vbody .vrow").length === 1);
  await tabTo(".vbody a");
  await keys.keyboard.press("Enter");
  await keys.waitForSelector("#act-hold");
  await tabTo("#act-hold");
  await keys.keyboard.press("Enter");
  await keys.waitForSelector("dialog[open]");
  await keys.keyboard.press("Escape");
  await keys.waitForSelector("dialog", { state: "detached" });
  check(await keys.evaluate(() => document.activeElement?.id === "act-hold"), "the focus is lost after the dialog");
  await keys.context().close();
});

const views = ["/", "/hosts", "/hosts?view=map", "/hosts/lab1", "/pools", "/energy", "/events", "/audit"];
const ready = { "/": ".tile", "/hosts": ".vbody .vrow", "/hosts?view=map": "table.data", "/hosts/lab1": ".band", "/pools": "#card-demand", "/energy": "h1", "/events": ".vbody .vrow", "/audit": ".vbody .vrow" };

async function walk(page, each) {
  for (const view of views) {
    await page.goto(given.url + view);
    await page.waitForSelector(ready[view]);
    await page.waitForFunction(() => !document.body.textContent.includes("Loading …") && !document.body.textContent.includes("Lädt …"));
    if (await page.isVisible(".failed")) throw new Error(`${view}: ${await page.textContent(".failed")}`);
    await each(view);
  }
}

await scenario("every view is accessible, light", async () => {
  const admin = await open();
  await signIn(admin, "admin");
  await walk(admin, async (view) => {
    await accessible(admin, view);
    await picture(admin, `light${view.replaceAll(/[/?=]/g, "-")}`);
  });
  await admin.goto(`${given.url}/hosts/lab1`);
  await admin.click("#act-hold");
  await admin.waitForSelector("dialog[open]");
  await accessible(admin, "dialog");
  await admin.context().close();
});

await scenario("every view is accessible, dark, at 390 pixels", async () => {
  const phone = await open({ viewport: { width: 390, height: 844 }, colorScheme: "dark", deviceScaleFactor: 2, hasTouch: true });
  await signIn(phone, "admin");
  const ground = await phone.evaluate(() => getComputedStyle(document.body).backgroundColor);
  check(/rgb\((\d|[1-4]\d), /.test(ground), `its ground is ${ground}`);
  await walk(phone, async (view) => {
    const wide = await phone.evaluate(() => document.scrollingElement.scrollWidth);
    check(wide <= 390, `${view} is ${wide} pixels wide`);
    await accessible(phone, view, looks);
    await picture(phone, `dark-390${view.replaceAll(/[/?=]/g, "-")}`);
  });
  await phone.context().close();
});

await scenario("German, high contrast, times in UTC", async () => {
  const german = await open({ locale: "de-DE" });
  await signIn(german, "operator", "/hosts/lab1");
  await german.waitForSelector("#act-wake");
  check((await german.textContent("#act-wake")) === "Wecken", "it is not German");
  check((await german.getAttribute("html", "lang")) === "de", "the document says another language");
  await german.click(".settings summary");
  await german.selectOption(".settings-box select >> nth=0", "contrast");
  await german.selectOption(".settings-box select >> nth=2", "utc");
  check((await german.textContent(".title-row time")).includes("UTC"), "the times do not say UTC");
  await accessible(german, "contrast", looks);
  await picture(german, "contrast-german");
  await german.context().close();
});

await scenario("nothing was asked of other origins, and the browser had nothing to complain of", async () => {
  check(foreign.size === 0, `asked ${[...foreign]}`);
  check(complaints.length === 0, complaints.slice(0, 5).join(" | "));
});

await browser.close();
process.exit(failures === 0 ? 0 : 1);
