import { describe, expect, it } from "vitest";

import type { Job } from "../../api/types";
import { paceOf, stagesOf, withSample, type Sample } from "./pace";

const job = {
  status: "processing", totalCalls: 110, processedCalls: 40, skippedCalls: 10, failedCalls: 0, silverCalls: 60, goldCalls: 30,
  createdAt: "2026-03-02T12:00:00Z",
} as Job;
const startMs = Date.parse("2026-03-02T12:00:00Z");

describe("pace", () => {
  it("follows the last half minute", () => {
    let samples: Sample[] = [];
    for (let second = 0; second <= 60; second += 1) samples = withSample(samples, { atMs: startMs + 1000 * second, processed: 2 * second });
    expect(samples[0]?.atMs).toBe(startMs + 30_000);
    expect(paceOf(job, samples, startMs + 60_000)?.callsPerSecond).toBeCloseTo(2);
  });
  it("goes by the job's age when the page was just opened", () => {
    expect(paceOf(job, [], startMs + 10_000)).toEqual({ callsPerSecond: 3, secondsLeft: 70 / 3 });
  });
  it("promises nothing for a job that stands still, or has shown nothing yet", () => {
    expect(paceOf({ ...job, status: "paused" }, [], startMs + 10_000)).toBeNull();
    expect(paceOf({ ...job, processedCalls: 10 }, [], startMs + 10_000)).toBeNull();
  });
  it("is that of the whole job once it is complete", () => {
    const complete = { ...job, status: "complete" as const, processedCalls: 110, finishedAt: "2026-03-02T12:00:50Z" };
    expect(paceOf(complete, [], startMs)?.callsPerSecond).toBe(2);
  });
  it("starts anew when calls are retried", () => {
    expect(withSample([{ atMs: 0, processed: 50 }], { atMs: 1, processed: 40 })).toEqual([{ atMs: 1, processed: 40 }]);
  });
});

describe("stages", () => {
  it("count the calls that are analysed, not those skipped", () => {
    const [, silver, gold] = stagesOf(job);
    expect(silver).toMatchObject({ state: "running", done: 60, total: 100 });
    expect(gold).toMatchObject({ state: "running", done: 30, total: 100 });
  });
  it("are all done when the job is complete, even when calls failed on the way", () => {
    expect(stagesOf({ ...job, status: "complete", failedCalls: 3 }).every((stage) => stage.state === "done")).toBe(true);
  });
});
