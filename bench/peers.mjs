#!/usr/bin/env node
// Measures Shipworthy and its peers side by side, interleaved in one run, since machines are shared and only ratios travel:
//
//   node bench/peers.mjs APP... [--history REPOSITORY]... [--runs 3]
//
// Apps are copied first, once for Shipworthy and once for its peers, since some of these write into what they scan: it would be another app each time. Peers that run offline are installed outside the tree: gitleaks from Debian's packages, the others
// from npm without their scripts. PROGRAM names the program; out/shipworthy if left out.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { middle, run } from "./measure.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const program = process.env.PROGRAM ?? join(root, "out", "shipworthy");
const [apps, histories] = [[], []];
let runs = 3;
for (let words = process.argv.slice(2); words.length; ) {
  const word = words.shift();
  if (word === "--history") histories.push(words.shift());
  else if (word === "--runs") runs = Number(words.shift());
  else apps.push(word);
}
if (apps.length + histories.length === 0 || !existsSync(program)) {
  console.error(`Usage: node bench/peers.mjs APP... [--history REPOSITORY]... [--runs 3]\nThe program is ${program}${existsSync(program) ? "" : ", which is not there: ./shipworthy --version builds it"}.`);
  process.exit(2);
}

const kept = join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "shipworthy-bench");
const packages = { "ship-safe": "9.5.2", secretlint: "13.0.6", "@secretlint/secretlint-rule-preset-recommend": "13.1.0", oxlint: "1.94.0", vibesec: "0.1.0" };
function install() {
  mkdirSync(kept, { recursive: true });
  writeFileSync(join(kept, "package.json"), JSON.stringify({ private: true, dependencies: packages }));
  execFileSync("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"], { cwd: kept, stdio: ["ignore", "ignore", "inherit"] });
  writeFileSync(join(kept, "secretlint.json"), JSON.stringify({ rules: [{ id: join(kept, "node_modules/@secretlint/secretlint-rule-preset-recommend") }] }));
  writeFileSync(join(kept, "none"), "");
}
const found = (name) => {
  try {
    return execFileSync("sh", ["-c", `command -v ${name}`], { encoding: "utf8" }).trim();
  } catch {
    console.error(`${name} is not installed and is left out: apt-get install ${name === "rg" ? "ripgrep" : name}`);
    return null;
  }
};
install();
const bin = (name) => join(kept, "node_modules", ".bin", name);
const gitleaks = process.env.GITLEAKS ?? found("gitleaks");
const rg = found("rg");
const scan = (app, ...options) => [program, ["scan", app, "--fail-on", "never", "--quiet", "--format", `json=${join(scratch, "report.json")}`, ...options]];

/** Whose time is measured on files; what it looks for, in a few words. */
const onFiles = (own, app) =>
  [
    ["Shipworthy, cold", "58 checks", scan(own, "--no-history", "--no-cache")],
    ["Shipworthy, again", "58 checks", scan(own, "--no-history")],
    ["ship-safe audit", "29 agents", [bin("ship-safe"), ["audit", app, "--no-deps", "--no-ai", "--no-cache", "--json"]]],
    ["vibesec", "95 patterns", [bin("vibesec"), ["scan", app, "--format", "json"]]],
    gitleaks && ["gitleaks", "secrets", [gitleaks, ["detect", "--no-git", "--no-banner", "-s", app]]],
    ["secretlint", "secrets", [bin("secretlint"), ["--secretlintrc", join(kept, "secretlint.json"), "--secretlintignore", join(kept, "none"), "**/*"], { cwd: app }]],
    ["oxlint", "lint of JavaScript", [bin("oxlint"), ["."], { cwd: app }]],
    rg && ["ripgrep", "one pattern", [rg, ["--hidden", "--no-ignore-global", "-c", "secret|token|password", app]]],
  ].filter(Boolean);

const onHistory = (repository) =>
  [
    ["Shipworthy, cold", "58 checks", scan(repository, "--no-cache")],
    ["Shipworthy, secrets, cold", "1.1", scan(repository, "--only", "1.1", "--no-cache")],
    ["Shipworthy, again", "58 checks", scan(repository)],
    gitleaks && ["gitleaks", "secrets", [gitleaks, ["detect", "--no-banner", "-s", repository]]],
    ["git cat-file", "reads every object", ["git", ["-C", repository, "cat-file", "--batch-all-objects", "--buffer", "--batch"]]],
  ].filter(Boolean);

async function table(name, rows, against) {
  const all = new Map(rows.map((row) => [row, []]));
  for (let turn = 0; turn < runs; turn++)
    for (const [row, taken] of all) {
      taken.push(await run(row[2][0], row[2][1], row[2][2]));
      process.stderr.write(".");
    }
  console.log(`\n**${name}**\n\n| tool | looks for | ms | ms of processors | peak MB | against ${against} |\n|---|---|---:|---:|---:|---:|`);
  const first = middle([...all].find(([row]) => row[0] === against)[1]).ms;
  for (const [row, taken] of all) {
    const { ms, work, mb, code } = middle(taken);
    const failed = code === 127 || typeof code === "string" ? ` (ended with ${code})` : "";
    console.log(`| ${row[0]}${failed} | ${row[1]} | ${Math.round(ms)} | ${Math.round(work)} | ${Math.round(mb)} | ${(ms / first).toFixed(2)} |`);
  }
}

const scratch = mkdtempSync(join(tmpdir(), "shipworthy-bench-"));
try {
  const copy = (of, under) => {
    const to = join(scratch, under, basename(of));
    mkdirSync(dirname(to), { recursive: true });
    execFileSync("cp", ["-r", of, to]);
    return to;
  };
  const count = (app, ...words) => execFileSync("git", ["-C", app, ...words], { encoding: "utf8", maxBuffer: 1 << 28 }).trim().split("\n").length;
  console.log(`Medians of ${runs} runs, interleaved, ${(await import("node:os")).cpus().length} processors.`);
  for (const app of apps) {
    const [own, shared] = [copy(app, "own"), copy(app, "shared")];
    await table(`${basename(app)}: ${count(own, "ls-files")} files`, onFiles(own, shared), "Shipworthy, cold");
    for (const folder of [own, shared]) rmSync(folder, { recursive: true, force: true });
  }
  for (const repository of histories) {
    const here = copy(repository, "own");
    await table(`${basename(repository)}: ${count(here, "rev-list", "--all")} commits`, onHistory(here), "git cat-file");
    rmSync(here, { recursive: true, force: true });
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
