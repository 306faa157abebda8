import { describe, expect, it } from "vitest";

import { makeFormat } from "./format";

const format = makeFormat("America/New_York");

describe("format", () => {
  it("writes times in the workspace's zone, wherever the visitor is", () => {
    expect(format.time("2026-03-02T23:30:00Z")).toBe("6:30 PM");
    expect(format.date("2026-03-03T02:00:00Z")).toBe("Mar 2, 2026");
  });
  it("leaves a plain date on its day", () => expect(format.day("2026-03-02")).toBe("Mar 2"));
  it("never shows an absent fact as a zero", () => {
    for (const text of [format.decimal(null), format.usd(undefined), format.share(null), format.date(null), format.seconds(null)]) {
      expect(text).toBe("–");
    }
  });
  it("keeps small costs readable", () => {
    expect(format.usd(0)).toBe("$0.00");
    expect(format.usd(0.0034)).toBe("$0.0034");
    expect(format.usd(1234.5)).toBe("$1,234.50");
  });
  it("calls a price nobody knows unknown, not nothing", () => {
    expect(format.cost(0)).toBe("$0.00");
    expect(format.cost(0, 1200)).toBe("Unknown price");
    expect(format.cost(1.5, 1200)).toBe("$1.50 + unknown price");
  });
  it("writes durations as a clock and spans in words", () => {
    expect(format.seconds(3_725)).toBe("1:02:05");
    expect(format.seconds(59.6)).toBe("1:00");
    expect(format.span(0.2)).toBe("1 s");
    expect(format.span(5_400)).toBe("1 h 30 min");
    expect(format.span(8 * 86_400 - 60)).toBe("8 d");
    expect(format.span(3_599)).toBe("1 h");
  });
  it("says how long ago in the largest fitting unit", () => {
    const now = Date.parse("2026-03-02T12:00:00Z");
    expect(format.ago("2026-03-02T09:00:00Z", now)).toBe("3 hours ago");
    expect(format.ago("2026-03-02T11:59:40Z", now)).toBe("just now");
  });
});
