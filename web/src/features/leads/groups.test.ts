import { describe, expect, it } from "vitest";

import type { Lead } from "../../api/types";
import { countOf, countText, groupLeads } from "./groups";

const now = Date.parse("2026-03-02T12:00:00Z");
const lead = (callId: string, recommendedAction: string, followUpBy: string | null, more: Partial<Lead> = {}) =>
  ({ callId, recommendedAction, followUpBy, score: 5, productInterest: [], contactedAt: null, ...more }) as unknown as Lead;

describe("groupLeads", () => {
  it("asks for the most urgent action first, the nearest deadline within it, and never again for those contacted", () => {
    const groups = groupLeads([
      lead("late", "follow-24hr", "2026-03-02T11:00:00Z"), lead("soon", "priority-1hr", "2026-03-02T12:30:00Z"),
      lead("done", "priority-1hr", "2026-03-02T10:00:00Z", { contactedAt: "2026-03-02T09:00:00Z" }),
      lead("later", "follow-24hr", "2026-03-03T11:00:00Z"), lead("mail", "email-only", null),
    ], now);
    expect(groups.map((group) => [group.key, group.leads.map((each) => each.callId), group.overdue])).toEqual([
      ["priority-1hr", ["soon"], 0], ["follow-24hr", ["late", "later"], 1], ["email-only", ["mail"], 0], ["contacted", ["done"], 0],
    ]);
  });
  it("puts the lead contacted last before the others that were contacted", () => {
    const [group] = groupLeads([
      lead("first", "priority-1hr", null, { contactedAt: "2026-03-02T09:00:00Z" }), lead("second", "email-only", null, { contactedAt: "2026-03-02T11:00:00Z" }),
    ], now);
    expect(group?.leads.map((each) => each.callId)).toEqual(["second", "first"]);
  });
  it("puts the better lead first where deadlines are the same or missing", () => {
    const [group] = groupLeads([lead("a", "email-only", null, { score: 3 }), lead("b", "email-only", null, { score: 4 })], now);
    expect(group?.leads.map((each) => each.callId)).toEqual(["b", "a"]);
  });
});

describe("countOf", () => {
  const [group] = groupLeads([lead("a", "follow-24hr", "2026-03-02T11:00:00Z"), lead("b", "follow-24hr", null)], now);
  const totals = (isExact: boolean) => [{ group: "follow-24hr", n: 400, overdue: 90, dueWithinHour: 0, isExact }];
  it("is what was loaded, unless the list goes on within the group", () => {
    if (!group) throw new Error("no group");
    const last = group.leads[1];
    expect(countOf(group, last, false, totals(true))).toEqual({ leads: 2, overdue: 1, isExact: true });
    expect(countOf(group, lead("c", "email-only", null), true, totals(true))).toEqual({ leads: 2, overdue: 1, isExact: true });
    expect(countOf(group, last, true, totals(true))).toEqual({ leads: 400, overdue: 90, isExact: true });
    expect(countOf(group, last, true, totals(false))).toEqual({ leads: 400, overdue: 90, isExact: false });
    expect(countOf(group, last, true, null)).toEqual({ leads: 2, overdue: 1, isExact: false });
  });
});

describe("countText", () => {
  it("says that there are more where counting ended", () => {
    expect([countText(10_000, false), countText(10_000, true), countText(0, false)]).toEqual(["10,000+", "10,000", "0"]);
  });
});
