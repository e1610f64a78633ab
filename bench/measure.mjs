// Runs a command and says what it took: on the clock, of processors (with what its children took), and at its peak of memory.
import { spawn } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";

const ticksPerSecond = 100;
const stat = (id) => readFileSync(`/proc/${id}/stat`, "utf8").split(") ")[1].split(" ");

/** The process and everything that it started, as /proc tells it at this moment. */
function family(id) {
  const parents = new Map();
  for (const name of readdirSync("/proc"))
    if (/^\d+$/.test(name))
      try {
        parents.set(Number(name), Number(stat(name)[1]));
      } catch {
        // It has just ended.
      }
  const all = [id];
  for (let i = 0; i < all.length; i++) for (const [child, parent] of parents) if (parent === all[i]) all.push(child);
  return all;
}

/** One run. Memory is the sum over the processes that live at the same time, sampled 50 times a second. */
export async function run(command, parts, options = {}) {
  const since = process.hrtime.bigint();
  const child = spawn(command, parts, { stdio: "ignore", ...options });
  let [work, peak] = [0, 0];
  const ended = new Map();
  const watch = setInterval(() => {
    let memory = 0;
    for (const id of family(child.pid))
      try {
        const times = stat(id).slice(11, 13).map(Number);
        ended.set(id, ((times[0] + times[1]) * 1000) / ticksPerSecond);
        memory += Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, "utf8"))?.[1] ?? 0);
      } catch {
        // It has just ended.
      }
    work = [...ended.values()].reduce((sum, one) => sum + one, 0);
    peak = Math.max(peak, memory);
  }, 20);
  const code = await new Promise((done) => {
    child.on("error", () => done(127));
    child.on("exit", (exit, signal) => done(exit ?? signal));
  });
  clearInterval(watch);
  return { ms: Number(process.hrtime.bigint() - since) / 1e6, work, mb: peak / 1024, code };
}

/** The medians of several runs, with the highest peak. */
export function middle(all) {
  const median = (of) => all.map(of).sort((a, b) => a - b)[Math.floor(all.length / 2)];
  return { ms: median((one) => one.ms), work: median((one) => one.work), mb: Math.max(...all.map((one) => one.mb)), code: all[0].code };
}
