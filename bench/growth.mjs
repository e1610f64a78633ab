#!/usr/bin/env node
// Measures how time and memory grow with the input, on apps and histories that are made here, and writes docs/performance.svg with a table for docs/performance.md:
//
//   node bench/growth.mjs [--lines 10000,100000,1000000] [--commits 1000,10000,100000] [--runs 3]
//
// The apps are servers of Express and clients of React, each file some 120 lines with routes, queries and components; the histories change such files, and have a secret in
// every thousandth commit, which is made at run time. Growth travels between machines; milliseconds do not.
import { execFileSync } from "node:child_process";
import { appendFileSync, closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { randomBytes } from "node:crypto";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { middle, run } from "./measure.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const program = process.env.PROGRAM ?? join(root, "out", "shipworthy");
const option = (name, otherwise) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : process.argv[at + 1];
};
const numbers = (text) => text.split(",").map(Number);
const runs = Number(option("runs", "3"));

const linesPerFile = 120;
const server = (i) => `import express from "express";
import { pool } from "./pool.js";

export const router${i} = express.Router();
${Array.from(
  { length: 10 },
  (_, n) => `
router${i}.get("/things${i}/${n}/:id", async (req, res) => {
  const found = await pool.query("select id, name, price from things${i} where id = $1", [req.params.id]);
  if (found.rows.length === 0) {
    return res.status(404).json({ error: "no such thing" });
  }
  const thing = found.rows[0];
  const price = thing.price * ${n + 1};
  console.log("served", thing.id, price);
  res.json({ ...thing, price });
});`,
).join("\n")}
`;
const client = (i) => `import { useEffect, useState } from "react";
${Array.from(
  { length: 8 },
  (_, n) => `
export function Thing${i}x${n}({ id }) {
  const [thing, setThing] = useState(null);
  useEffect(() => {
    fetch("/things${i}/${n}/" + id)
      .then((answer) => answer.json())
      .then(setThing);
  }, [id]);
  if (!thing) {
    return <p>Loading</p>;
  }
  return <article><h2>{thing.name}</h2><p>{thing.price}</p></article>;
}`,
).join("\n")}
`;

function app(folder, lines) {
  const files = Math.max(2, Math.round(lines / linesPerFile));
  mkdirSync(join(folder, "server"), { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "grown", dependencies: { express: "5.0.0", pg: "8.13.0", react: "19.0.0", vite: "7.0.0" } }));
  writeFileSync(join(folder, "index.html"), '<script type="module" src="/src/0/main.jsx"></script>');
  writeFileSync(join(folder, "server", "pool.js"), 'import pg from "pg";\nexport const pool = new pg.Pool();\n');
  const servers = [];
  for (let i = 0; i < files; i++) {
    const inside = join(folder, i % 2 ? "server" : "src", String(Math.floor(i / 100)));
    mkdirSync(inside, { recursive: true });
    writeFileSync(join(inside, i % 2 ? `r${i}.js` : `c${i}.jsx`), i % 2 ? server(i).replace("./pool.js", "../pool.js") : client(i));
    if (i % 2) servers.push(i);
  }
  mkdirSync(join(folder, "src", "0"), { recursive: true });
  writeFileSync(join(folder, "src", "0", "main.jsx"), 'import { createRoot } from "react-dom/client";\nimport { Thing0x0 } from "./c0.jsx";\ncreateRoot(document.body).render(<Thing0x0 id="1" />);\n');
  writeFileSync(
    join(folder, "server", "app.js"),
    `import express from "express";\n${servers.map((i) => `import { router${i} } from "./${Math.floor(i / 100)}/r${i}.js";`).join("\n")}\nconst app = express();\n${servers.map((i) => `app.use(router${i});`).join("\n")}\napp.listen(3000);\n`,
  );
  return files;
}

function history(folder, commits) {
  execFileSync("git", ["init", "-q", folder]);
  const stream = join(folder, ".git", "stream");
  let part = [];
  for (let n = 1; n <= commits; n++) {
    const text = n % 1000 === 0 ? `export const key = "sk_live_${randomBytes(18).toString("hex")}";\n` : server(n);
    part.push(
      `commit refs/heads/main\ncommitter Ann <ann@example.com> ${1700000000 + n * 60} +0000\ndata 6\nchange\nM 100644 inline server/r${n % 200}.js\ndata ${Buffer.byteLength(text)}\n${text}\n`,
    );
    if (part.length === 1000 || n === commits) {
      appendFileSync(stream, part.join(""));
      part = [];
    }
  }
  const input = openSync(stream, "r");
  execFileSync("git", ["-C", folder, "fast-import", "--quiet"], { stdio: [input, "ignore", "inherit"] });
  closeSync(input);
  rmSync(stream);
  execFileSync("git", ["-C", folder, "reset", "-q", "--hard", "main"]);
  return 200;
}

const rows = [];
async function grown(kind, sizes, make, ...options) {
  for (const size of sizes) {
    const folder = mkdtempSync(join(tmpdir(), "shipworthy-growth-"));
    try {
      const files = make(folder, size);
      const taken = [];
      for (let turn = 0; turn < runs; turn++) taken.push(await run(program, ["scan", folder, "--fail-on", "never", "--quiet", "--no-cache", ...options]));
      const found = middle(taken);
      rows.push({ kind, size, files, ...found });
      console.error(`${kind} ${size}: ${Math.round(found.ms)} ms, ${Math.round(found.work)} ms of processors, ${Math.round(found.mb)} MB`);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

await grown("lines", numbers(option("lines", "10000,100000,1000000")), app, "--no-history");
await grown("commits", numbers(option("commits", "1000,10000,100000")), history);

console.log("| input | size | ms | ms of processors | peak MB | of processors, per thousand |\n|---|---:|---:|---:|---:|---:|");
for (const { kind, size, ms, work, mb } of rows)
  console.log(
    `| ${kind} | ${size.toLocaleString("en")} | ${Math.round(ms)} | ${Math.round(work)} | ${Math.round(mb)} | ${((work * 1000) / size).toFixed(1)} |`,
  );

// Both axes are logarithmic, so that linear growth is a line of slope one, whatever its factor.
const [width, height, left, bottom] = [640, 320, 60, 270];
const x = (size) => left + (Math.log10(size) - 3) * 130;
const most = Math.max(...rows.map((row) => row.work));
const least = Math.min(...rows.map((row) => row.work));
const y = (ms) => bottom - (220 * (Math.log10(ms) - Math.log10(least))) / Math.max(0.1, Math.log10(most) - Math.log10(least));
const curve = (kind, colour, dash) => {
  const points = rows.filter((row) => row.kind === kind);
  return `<polyline fill="none" stroke="${colour}" stroke-width="2" stroke-dasharray="${dash}" points="${points.map((row) => `${x(row.size)},${y(row.work)}`).join(" ")}"/>
${points.map((row) => `<circle cx="${x(row.size)}" cy="${y(row.work)}" r="4" fill="${colour}"/><text x="${x(row.size)}" y="${y(row.work) - 10}" text-anchor="middle">${(row.work / 1000).toFixed(1)} s, ${Math.round(row.mb)} MB</text>`).join("\n")}`;
};
writeFileSync(
  join(root, "docs", "performance.svg"),
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">
<title>Processor time of a cold scan against lines of code and against commits, both axes logarithmic</title>
<rect width="${width}" height="${height}" fill="white"/>
${[3, 4, 5, 6].map((power) => `<text x="${x(10 ** power)}" y="${bottom + 24}" text-anchor="middle">${(10 ** power).toLocaleString("en")}</text>`).join("\n")}
<line x1="${left}" y1="${bottom}" x2="${width - 30}" y2="${bottom}" stroke="#888"/>
${curve("lines", "#0b5cad", "none")}
${curve("commits", "#b25d00", "6 4")}
<text x="${left}" y="20" fill="#0b5cad">lines of code, files only</text><text x="${left + 200}" y="20" fill="#b25d00">commits, with history</text>
</svg>
`,
);
