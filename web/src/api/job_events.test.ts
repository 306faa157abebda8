import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { followJob, type Line } from "./job_events";
import type { Job } from "./types";

class FakeSource {
  static opened: FakeSource[] = [];
  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;
  isClosed = false;
  private readonly listeners = new Map<string, (event: { data: string; lastEventId: string }) => void>();
  constructor(readonly url: string) { FakeSource.opened.push(this); }
  addEventListener(name: string, listener: (event: { data: string; lastEventId: string }) => void) { this.listeners.set(name, listener); }
  close() { this.isClosed = true; }
  say(name: string, data: object, lastEventId = "") { this.listeners.get(name)?.({ data: JSON.stringify(data), lastEventId }); }
}

const newest = () => FakeSource.opened[FakeSource.opened.length - 1] as FakeSource;
let jobs: Job[];
let lines: Line[];
let deletions: number;
let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("EventSource", FakeSource);
  FakeSource.opened = [];
  [jobs, lines, deletions] = [[], [], 0];
  stop = followJob("job/1", { onJob: (job) => jobs.push(job), onLine: (line) => lines.push(line), onDeleted: () => { deletions += 1; } });
});
afterEach(() => { stop(); vi.useRealTimers(); vi.unstubAllGlobals(); });

describe("followJob", () => {
  it("goes on after the last number it saw, however often the line drops", () => {
    newest().onopen?.();
    newest().say("job", { id: "job/1", processedCalls: 3 }, "41");
    newest().onerror?.();
    vi.advanceTimersByTime(500);
    expect(newest().url).toBe("/api/jobs/job%2F1/events?lastEventId=41");
    newest().onerror?.();
    vi.advanceTimersByTime(1_000);
    expect(newest().url).toContain("lastEventId=41");
    expect(FakeSource.opened.filter((source) => !source.isClosed)).toHaveLength(1);
    expect(jobs.map((job) => job.processedCalls)).toEqual([3]);
  });
  it("says when to ask instead, keeps trying, and says when the line is back", () => {
    newest().onerror?.();
    expect(lines).toEqual(["connecting"]);
    vi.advanceTimersByTime(500);
    newest().onerror?.();
    expect(lines).toEqual(["connecting", "polling"]);
    vi.advanceTimersByTime(10_000);
    newest().onopen?.();
    expect(lines).toEqual(["connecting", "polling", "live"]);
  });
  it("ends with its job", () => {
    newest().say("deleted", { id: "job/1" });
    expect(deletions).toBe(1);
    expect(newest().isClosed).toBe(true);
  });
  it("opens nothing after it was told to stop", () => {
    newest().onerror?.();
    stop();
    vi.advanceTimersByTime(60_000);
    expect(FakeSource.opened).toHaveLength(1);
  });
});
