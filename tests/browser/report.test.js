// The HTML report in Chromium (CHROMIUM names it). Nothing here is timed: machines are shared. `node --test tests/browser` after a Release build.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, describe, test } from "node:test";
import { chromium } from "playwright-core";
import { reports } from "./reports.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const phone = { width: 375, height: 740 };
const desk = { width: 1280, height: 900 };

let browser, made, app, many;
before(async () => {
  made = reports();
  app = made.scan(made.kept("nextjs-supabase"), "app");
  many = made.scan(made.manyFindings(), "many");
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: process.getuid?.() === 0 ? ["--no-sandbox"] : [] });
});
after(async () => {
  await browser?.close();
  made?.remove();
});

/** Opens a report and hands it over; every request that leaves the file and every message on the console is kept. */
async function open(report, options, use) {
  const context = await browser.newContext({ viewport: desk, bypassCSP: options.injects, ...options });
  const page = await context.newPage();
  const seen = { requests: [], messages: [] };
  page.on("request", (request) => request.url() !== page.url() && !request.url().startsWith(report.page) && seen.requests.push(request.url()));
  page.on("console", (message) => seen.messages.push(message.text()));
  page.on("pageerror", (error) => seen.messages.push(String(error)));
  await page.goto(report.page + (options.hash ?? ""));
  try {
    return await use(page, seen);
  } finally {
    await context.close();
  }
}

const visible = (page, selector) => page.locator(`${selector}:visible`).count();

describe("the page", () => {
  test("asks nothing of any network, and breaks no rule of its own policy", () =>
    open(app, {}, async (page, seen) => {
      await page.locator("#all").click();
      assert.deepEqual(seen, { requests: [], messages: [] });
    }));

  test("refuses a script that somebody puts into it", () =>
    open(app, {}, async (page, seen) => {
      await page.evaluate(() => {
        const script = document.createElement("script");
        script.textContent = "document.title = 'taken'";
        document.body.append(script);
      });
      assert.notEqual(await page.title(), "taken");
      assert.equal(seen.messages.length, 1);
    }));

  test("holds everything without scripts", () =>
    open(app, { javaScriptEnabled: false }, async (page) => {
      assert.equal(await visible(page, ".check"), 58);
      assert.equal(await visible(page, "#theme"), 0);
    }));
});

describe("axe", () => {
  for (const colorScheme of ["light", "dark"])
    for (const [name, viewport] of Object.entries({ phone, desk }))
      test(`finds nothing in the ${colorScheme} page on a ${name}, every check open`, () =>
        open(app, { colorScheme, viewport, injects: true }, async (page) => {
          await page.locator("#all").click();
          await page.evaluate(axe);
          const { violations } = await page.evaluate(() => window.axe.run());
          assert.deepEqual(
            violations.map((one) => `${one.impact} ${one.id}: ${one.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | ")}`),
            [],
          );
        }));
});

describe("a phone", () => {
  for (const width of [320, 375, 768])
    test(`of ${width} pixels never scrolls sideways`, () =>
      open(app, { viewport: { width, height: 700 } }, async (page) => {
        await page.locator("#all").click();
        const wide = await page.evaluate(() =>
          [...document.querySelectorAll("main *")]
            .filter((one) => one.getBoundingClientRect().right > innerWidth + 1 && !one.closest("pre, .scroll, .vh"))
            .slice(0, 3)
            .map((one) => one.outerHTML.slice(0, 160)),
        );
        assert.deepEqual(wide, []);
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
      }));
});

describe("the keyboard", () => {
  test("skips to the checks, walks them and opens one", () =>
    open(app, {}, async (page) => {
      await page.keyboard.press("Tab");
      assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
      await page.keyboard.press("Enter");
      assert.equal(new URL(page.url()).hash, "#checks");
      await page.locator(".check > summary").first().focus();
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("End");
      await page.keyboard.press("ArrowUp");
      await page.keyboard.press("Enter");
      const opened = await page.evaluate(() => [...document.querySelectorAll(".check")].map((one) => one.open));
      assert.equal(opened.indexOf(true), 56);
      assert.equal(opened.filter(Boolean).length, 1);
    }));

  test("leaves a search with Escape", () =>
    open(app, {}, async (page) => {
      await page.locator("#q").fill("backup");
      assert.notEqual(await visible(page, ".check"), 58);
      await page.keyboard.press("Escape");
      assert.equal(await visible(page, ".check"), 58);
    }));
});

describe("filters", () => {
  test("show the checks of a verdict, as many as the data holds", () =>
    open(app, {}, async (page) => {
      const fails = JSON.parse(readFileSync(app.data, "utf8")).checks.filter((one) => one.verdict === "fail").length;
      await page.locator('.chip[data-v="fail"]').click();
      assert.equal(await visible(page, ".check"), fails);
      assert.match(await page.locator("#told").innerText(), new RegExp(`^${fails} of 58 checks$`));
    }));

  test("say so when nothing is left, and give everything back", () =>
    open(app, {}, async (page) => {
      await page.locator("#q").fill("nothing reads like this");
      assert.equal(await visible(page, ".check"), 0);
      assert.equal(await visible(page, "#none"), 1);
      await page.locator("#none-clear").click();
      assert.equal(await visible(page, ".check"), 58);
    }));

  test("work on a report with more than 5,000 findings", () =>
    open(many, {}, async (page) => {
      const findings = JSON.parse(readFileSync(many.data, "utf8")).checks.flatMap((one) => one.findings);
      assert.ok(findings.length > 5000, `${findings.length} findings`);
      await page.locator("#all").click();
      await page.locator("#q").fill("part0/thing0");
      const shown = await visible(page, ".check");
      assert.ok(shown > 0 && shown < 58, `${shown} checks`);
    }));
});

describe("a link to a check", () => {
  test("opens it", () =>
    open(app, { hash: "#4.5" }, async (page) => {
      await page.waitForSelector('.check[open]');
      assert.deepEqual(await page.locator(".check[open]").evaluateAll((all) => all.map((one) => one.id)), ["4.5"]);
    }));

  test("opens one that a filter hides", () =>
    open(app, {}, async (page) => {
      await page.locator("#q").fill("nothing reads like this");
      await page.evaluate(() => { location.hash = "#2.3"; });
      await page.waitForSelector('.check[open]');
      assert.equal(await visible(page, ".check[open]"), 1);
    }));
});

describe("light and dark", () => {
  test("follow the system until somebody chooses", () =>
    open(app, { colorScheme: "dark" }, async (page) => {
      const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      const dark = await paper();
      await page.locator("#theme").click();
      const light = await paper();
      assert.notEqual(light, dark);
      await page.emulateMedia({ colorScheme: "light" });
      await page.locator("#theme").click();
      assert.equal(await paper(), dark);
    }));
});

describe("paper", () => {
  for (const format of ["A4", "Letter"])
    test(`of ${format} holds the 58 sentences, places to sign and every finding`, () =>
      open(app, {}, async (page) => {
        const pdf = await page.pdf({ format, preferCSSPageSize: false });
        assert.equal(pdf.subarray(0, 5).toString(), "%PDF-");
        await page.emulateMedia({ media: "print" });
        await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
        assert.equal(await visible(page, ".check[open]"), 58);
        assert.equal(await visible(page, "header.bar"), 0);
        const words = await page.locator("body").innerText();
        for (const column of ["Owner", "Due", "Signature"]) assert.match(words, new RegExp(column, "i"));
      }));
});
