// SPDX-License-Identifier: MIT
// The real program on a port of the kernel's choice, with a database of its own; can be killed and started again.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const program = process.env.CALLTRACKER_PROGRAM;
const kStartMs = 30_000;

function start(args, environment) {
  const child = spawn(program, args, { env: { PATH: process.env.PATH, HOME: process.env.HOME, LANG: "C.UTF-8", ...environment }, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  const address = new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${args.join(" ")} did not say where it listens:\n${said}`)), kStartMs);
    const listen = (chunk) => {
      said += chunk;
      const found = said.match(/http:\/\/[\d.:a-z]+\d/);
      if (found) { clearTimeout(timer); resolve(found[0]); }
    };
    child.stdout.on("data", listen);
    child.stderr.on("data", listen);
    child.on("exit", (code) => { clearTimeout(timer); reject(new Error(`${args.join(" ")} ended with ${code}:\n${said}`)); });
  });
  return { child, address };
}

export class Program {
  /** `environment`: keys, addresses of providers, a token. */
  static async serve(environment = {}) {
    const server = new Program();
    server.folder = mkdtempSync(join(tmpdir(), "calltracker-page-"));
    server.environment = environment;
    await server.start("127.0.0.1:0");
    return server;
  }
  async start(listen) {
    const { child, address } = start(["serve", "--listen", listen, "--db", join(this.folder, "calls.db")], { XDG_DATA_HOME: this.folder, ...this.environment });
    this.child = child;
    this.address = await address;
  }
  async kill(signal = "SIGKILL") {
    const ended = new Promise((resolve) => this.child.once("exit", resolve));
    this.child.kill(signal);
    await ended;
  }
  /** At the same address as before, as a supervisor would. */
  async startAgain() { await this.start(new URL(this.address).host); }
  async end() {
    if (this.child.exitCode === null && this.child.signalCode === null) await this.kill("SIGKILL");
    rmSync(this.folder, { recursive: true, force: true });
  }
  async get(path) {
    const response = await fetch(this.address + path);
    return response.json();
  }
  /** Uploads a file past the page; for tests that begin with a finished job. */
  async analyse(file, options = {}) {
    const form = new FormData();
    for (const [name, value] of Object.entries(options)) form.set(name, value);
    form.set("file", new Blob([readFileSync(file)]), file.split("/").pop());
    const response = await fetch(`${this.address}/api/jobs`, { method: "POST", body: form });
    const job = await response.json();
    if (response.status !== 202) throw new Error(JSON.stringify(job));
    return job;
  }
  async waitFor(job, status) {
    for (let turn = 0; turn < 600; turn += 1) {
      const now = await this.get(`/api/jobs/${job}`);
      if (now.status === status) return now;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`job ${job} never became ${status}`);
  }
}

/** A provider that answers from this machine, slowly enough to watch. */
export async function simulateProvider(latency) {
  const { child, address } = start(["simulate-provider", "--listen", "127.0.0.1:0", "--latency", latency, "--requests-per-minute", "0", "--input-tokens-per-minute", "0", "--output-tokens-per-minute", "0"], {});
  return { address: await address, end: () => child.kill("SIGKILL") };
}

// The one key that the simulator knows.
export const aKey = "simulated-key";
