// Debian's own Chromium over Playwright, as questions.mjs wants a page.
import { chromium } from "playwright-core";

/** `more` are arguments beyond what it needs to run at all. */
export const start = (more = []) => chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", ...more] });

/** A camera that films a file, and may be used without asking anybody. */
export const filming = (file) => ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream", `--use-file-for-fake-video-capture=${file}`];

/** One page, offline; `raw` is Playwright's own. */
export async function open(browser, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  await context.setOffline(true);
  const raw = await context.newPage(), faults = [];
  raw.on("console", (m) => m.type() === "error" && faults.push(m.text()));
  raw.on("pageerror", (e) => faults.push(String(e)));
  raw.on("dialog", (d) => { faults.push("opened a dialog: " + d.message()); d.dismiss(); });
  raw.on("request", (r) => { if (!/^(file|data|about|blob):/.test(r.url())) faults.push("asked for " + r.url()); });
  return {
    raw, faults,
    where: async () => raw.url(),
    goto: (url) => raw.goto(url),
    evaluate: (expression) => raw.evaluate(expression),
    async type(...texts) {
      for (const t of texts) if (t.startsWith("<")) await raw.keyboard.press(t.slice(1, -1)); else await raw.keyboard.type(t);
    },
    has: async (selector) => (await raw.locator(selector).count()) > 0,
    click: (selector) => raw.locator(selector).first().click(),
    choose: (selector, files) => raw.locator(selector).setInputFiles(files),
    speaksEnglish: async () => (await raw.locator("main .en h1").isVisible()) && !(await raw.locator("main .vi h1").isVisible()),
    pdf: () => raw.pdf({ preferCSSPageSize: true }),
  };
}
