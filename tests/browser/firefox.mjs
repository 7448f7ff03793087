// Debian's own Firefox over WebDriver BiDi: no driver program, and no preference of ours on how pages behave.
//
// Drivers like to switch `security.fileuri.strict_origin_policy` off, and then Firefox wrongly passes what no real
// Firefox would. Here it stays as shipped, and the first question of every run is whether it does.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import WebSocket from "ws";

// No first-run pages, no updates, no telemetry; nothing on how a page works. `remote.prefs.recommended` is the set that
// Firefox takes for automation by itself, and the origin rule is in it.
const QUIET = {
  "remote.prefs.recommended": false, "browser.shell.checkDefaultBrowser": false, "browser.aboutwelcome.enabled": false,
  "datareporting.policy.dataSubmissionEnabled": false, "toolkit.telemetry.reportingpolicy.firstRun": false,
  "browser.startup.homepage": "about:blank", "browser.startup.page": 0, "app.update.enabled": false,
  "browser.safebrowsing.malware.enabled": false, "browser.safebrowsing.phishing.enabled": false,
  "network.captive-portal-service.enabled": false, "network.connectivity-service.enabled": false,
  "extensions.getAddons.cache.enabled": false, "app.normandy.enabled": false, "services.settings.server": "data:,",
};

/** Starts Firefox with one page; `prefs` beyond the quiet ones. */
export async function firefox(prefs = {}) {
  const profile = mkdtempSync(join(tmpdir(), "niemphong-firefox-"));
  const lines = Object.entries({ ...QUIET, ...prefs }).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`);
  writeFileSync(join(profile, "user.js"), lines.join("\n") + "\n");
  const program = spawn(process.env.FIREFOX ?? "/usr/bin/firefox-esr",
    ["--headless", "--no-remote", "--profile", profile, "--remote-debugging-port", "0"],
    { stdio: ["ignore", "ignore", "pipe"], env: { ...process.env, HOME: profile, MOZ_DISABLE_AUTO_SAFE_MODE: "1" } });
  const gone = () => { try { rmSync(profile, { recursive: true, force: true, maxRetries: 5 }); } catch { /* still closing */ } };
  process.on("exit", () => { program.kill("SIGKILL"); gone(); });
  const address = await new Promise((found, failed) => {
    let said = "";
    const timer = setTimeout(() => failed(new Error("Firefox did not start: " + said)), 120000);
    program.stderr.on("data", (bytes) => {
      said += bytes;
      const m = /WebDriver BiDi listening on (ws:\/\/\S+)/.exec(said);
      if (m) { clearTimeout(timer); found(m[1]); }
    });
    program.on("exit", (code) => failed(new Error(`Firefox ended with ${code}: ${said}`)));
  });
  const socket = new WebSocket(address + "/session");
  await new Promise((open, failed) => { socket.on("open", open); socket.on("error", failed); });
  let number = 0;
  const waiting = new Map(), faults = [];
  socket.on("message", (text) => {
    const said = JSON.parse(text);
    if (said.id !== undefined) {
      const { done, failed } = waiting.get(said.id);
      waiting.delete(said.id);
      if (said.type === "error") failed(new Error(`${said.error}: ${said.message}`)); else done(said.result);
    } else if (said.method === "log.entryAdded" && said.params.level === "error") faults.push(said.params.text);
    else if (said.method === "network.beforeRequestSent" && !/^(file|data|about|blob|moz-extension|chrome|resource):/.test(said.params.request.url)) faults.push("asked for " + said.params.request.url);
    else if (said.method === "browsingContext.userPromptOpened") faults.push("opened a prompt: " + said.params.message);
  });
  const send = (method, params = {}) => new Promise((done, failed) => {
    const patience = setTimeout(() => failed(new Error(method + ": no answer")), 90000);
    waiting.set(++number, { done: (result) => { clearTimeout(patience); done(result); }, failed: (e) => { clearTimeout(patience); failed(e); } });
    socket.send(JSON.stringify({ id: number, method, params }));
  });
  await send("session.new", { capabilities: { alwaysMatch: { unhandledPromptBehavior: { default: "dismiss" } } } });
  await send("session.subscribe", { events: ["log.entryAdded", "network.beforeRequestSent", "browsingContext.userPromptOpened"] });
  const context = (await send("browsingContext.getTree")).contexts[0].context;
  const keys = { Tab: "\uE004", Enter: "\uE007", Space: " " };
  await send("emulation.setNetworkConditions", { networkConditions: { type: "offline" }, contexts: [context] });
  // High enough that whatever is to be clicked lies on it.
  await send("browsingContext.setViewport", { context, viewport: { width: 1280, height: 6000 } });
  /* A page just opened may not have it yet. */
  async function find(selector) {
    for (const began = Date.now(); Date.now() - began < 20000; await new Promise((r) => setTimeout(r, 50))) {
      const { nodes } = await send("browsingContext.locateNodes", { context, locator: { type: "css", value: selector }, maxNodeCount: 1 });
      if (nodes[0]) return nodes[0];
    }
    throw new Error("nothing is " + selector);
  }
  const page = {
    faults,
    where: async () => (await send("browsingContext.getTree")).contexts[0].url,
    goto: (url) => send("browsingContext.navigate", { context, url, wait: "complete" }),
    /** The value of an expression in the page; promises are waited for, objects come back as JSON. */
    async evaluate(expression) {
      const got = await send("script.evaluate", { expression: `(async () => JSON.stringify(await (${expression})) ?? "null")()`, target: { context }, awaitPromise: true });
      if (got.type === "exception") throw new Error(got.exceptionDetails.text);
      return JSON.parse(got.result.value);
    },
    type: (...texts) => send("input.performActions", { context, actions: [{ type: "key", id: "keys", actions: texts
      .flatMap((t) => (t.startsWith("<") ? [keys[t.slice(1, -1)]] : Array.from(t)))
      .flatMap((value) => [{ type: "keyDown", value }, { type: "keyUp", value }]) }] }),
    has: async (selector) => (await send("browsingContext.locateNodes", { context, locator: { type: "css", value: selector }, maxNodeCount: 1 })).nodes.length > 0,
    async click(selector) {
      const node = await find(selector);
      await send("input.performActions", { context, actions: [{ type: "pointer", id: "mouse", actions: [
        { type: "pointerMove", x: 0, y: 0, origin: { type: "element", element: { sharedId: node.sharedId } } },
        { type: "pointerDown", button: 0 }, { type: "pointerUp", button: 0 }] }] });
    },
    /* Asked with script switched off, when nothing can be computed in the page: by the stylesheet's own condition. */
    speaksEnglish: async () => Boolean(await find(":root:has(#en:checked) main .en h1")),
    async choose(selector, files) {
      const node = await find(selector);
      await send("input.setFiles", { context, element: { sharedId: node.sharedId }, files });
    },
    pdf: async () => Buffer.from((await send("browsingContext.print", { context, page: { width: 21, height: 29.7 } })).data, "base64"),
    async close() {
      try { await send("browser.close"); } catch { /* it may close before it answers */ }
      await new Promise((r) => (program.exitCode !== null ? r() : program.on("exit", r)));
      gone();
    },
  };
  return page;
}
