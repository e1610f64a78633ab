// Makes the reports that the tests open: of an app that the project keeps, and of one that is made here and has more findings than anybody reads.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const program = process.env.PROGRAM ?? join(root, ".artifacts/bin/Shipworthy.Cli/release/shipworthy");

/** A folder for the reports; `scan` gives the address of an app's report and what it holds. */
export const reports = () => {
  const folder = mkdtempSync(join(tmpdir(), "shipworthy-browser-"));
  return {
    scan(app, name) {
      const [page, data] = [join(folder, `${name}.html`), join(folder, `${name}.json`)];
      execFileSync(program, ["scan", app, "--no-cache", "--quiet", "--fail-on", "never", "--format", `html=${page}`, "--format", `json=${data}`]);
      return { page: `file://${page}`, data };
    },
    kept: (name) => join(root, "tests/apps", name),
    manyFindings() {
      const app = join(folder, "many");
      mkdirSync(join(app, "routes"), { recursive: true });
      writeFileSync(join(app, "package.json"), JSON.stringify({ name: "many", dependencies: { express: "5.0.0", pg: "8.0.0" } }));
      const numbers = Array.from({ length: 60 }, (_, i) => i);
      writeFileSync(
        join(app, "server.js"),
        [
          `import express from "express";`,
          ...numbers.map((i) => `import { router as router${i} } from "./routes/${i}.js";`),
          "const app = express();",
          ...numbers.map((i) => `app.use("/part${i}", router${i});`),
          "app.listen(3000);",
        ].join("\n"),
      );
      for (const i of numbers) writeFileSync(join(app, "routes", `${i}.js`), routes(i));
      return app;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
};

// Each route is open to strangers, counts nothing, writes what it is sent into the text of a query, and asks once more for each row.
const routes = (i) => `import express from "express";
import pg from "pg";
const pool = new pg.Pool();
export const router = express.Router();
${Array.from(
  { length: 30 },
  (_, n) => `
router.post("/thing${n}/:id", async (req, res) => {
  const found = await pool.query("select * from things${i} where name = '" + req.body.name + "'");
  for (const row of found.rows) {
    await pool.query("update things${i} set price = $1 where id = $2", [req.body.price, row.id]);
  }
  res.json(found.rows);
});`,
).join("\n")}
`;
