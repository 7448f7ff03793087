// Screenshots of pages: node shots.mjs ARCHIVE OUT [page…]; for the eye, not for the judge.
import { chromium } from "playwright-core";
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [archive, out, ...pages] = process.argv.slice(2);
mkdirSync(out, { recursive: true });
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
for (const [name, width, options] of [["rong", 1280, {}], ["vua", 768, {}], ["hep", 320, {}], ["toi", 1280, { colorScheme: "dark" }]]) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, ...options });
  const page = await context.newPage();
  for (const path of pages) {
    const [file, query] = path.split("?");
    await page.goto(pathToFileURL(resolve(archive, file)).href + (query ? "?" + query : ""));
    await page.waitForTimeout(300);
    await page.screenshot({ path: join(out, file.replaceAll("/", "_") + "-" + name + ".png"), fullPage: true });
  }
  await context.close();
}
await browser.close();
