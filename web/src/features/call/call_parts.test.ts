import { describe, expect, it } from "vitest";

import type { Call, LeadPoints } from "../../api/types";
import { byTurn, citationsOf } from "./citations";
import { explains, leadParts } from "./lead_parts";
import { recordingLink } from "./links";
import { secondLevels } from "./second_levels";

const lead: NonNullable<Call["lead"]> = {
  score: 8, timeline: "1-3months", hasAuthority: true, needIdentified: true, serviceFit: "perfect", redFlags: ["credit trouble"],
  recommendedAction: "follow-24hr", followUpBy: null, turns: [12, 2],
};
const worth: LeadPoints = {
  timeline: { weight: 0.25, points: { immediate: 10, "1-3months": 6 } }, authority: { weight: 0.2, points: { yes: 10, unknown: 5.5, no: 2 } },
  need: { weight: 0.2, points: { yes: 10, no: 2 } }, serviceFit: { weight: 0.2, points: { perfect: 10 } }, redFlags: { weight: 0.15, points: [10, 6, 3] },
};
const call = {
  score: { overall: 7, coverage: 1, categories: { nextSteps: { applicable: true, level: 5, score: 10, turns: [17, 21], note: "", checks: {} } } },
  rep: { turn: 1 }, caller: { turns: { phone: 17 } }, lead,
  strengths: [{ text: "Set a step (turns 17 and 21).", category: "nextSteps", turns: [21, 17, 17] }], weaknesses: [], coachingInsights: [],
  internalAlerts: [{ text: "No turn.", category: null, turns: [] }],
} as unknown as Call;

describe("citations", () => {
  it("know every result that names a turn, each turn once and in order", () => {
    const citations = citationsOf(call);
    expect(citations.map((citation) => citation.id)).toEqual(["score:nextSteps", "fact:rep", "fact:phone", "lead", "strength:0"]);
    expect(citations.at(-1)?.turns).toEqual([17, 21]);
  });
  it("lead back from a turn to all that cite it", () => {
    expect(byTurn(citationsOf(call)).get(17)?.map((citation) => citation.kind)).toEqual(["score", "fact", "strength"]);
    expect(byTurn(citationsOf(call)).has(3)).toBe(false);
  });
});

describe("leadParts", () => {
  it("add up to the score that the server gave", () => expect(explains(leadParts(lead, worth), lead.score)).toBe(true));
  it("do not claim to explain a score by other rules", () => expect(explains(leadParts(lead, worth), 5)).toBe(false));
  it("count more red flags than the table knows as its last", () =>
    expect(leadParts({ ...lead, redFlags: ["a", "b", "c", "d"] }, worth)[4]?.points).toBe(3));
  it("say that authority was not heard instead of denying it", () => {
    expect(leadParts({ ...lead, hasAuthority: null }, worth)[1]).toMatchObject({ found: "Not heard", points: 5.5 });
  });
});

describe("secondLevels", () => {
  const category = (level: number | null) => ({ applicable: level !== null, level, score: null, turns: [], note: "", checks: {} });
  const twice = {
    score: { overall: 7, coverage: 1, categories: { nextSteps: category(4), rapport: { ...category(5), override: { level: 5, aiLevel: 2, aiScore: null, reason: "", at: null } }, closing: category(null), old: category(1) } },
    secondScore: { overall: 6, levels: { nextSteps: 3, rapport: 2, closing: 1 } },
  } as unknown as Call;
  it("put what the analysis gave each time side by side, whatever was changed by hand", () => {
    expect(secondLevels(twice, ["nextSteps", "rapport", "closing", "old"])).toEqual([
      { key: "nextSteps", first: 4, second: 3, differs: true },
      { key: "rapport", first: 2, second: 2, differs: false },
      { key: "closing", first: null, second: 1, differs: true },
    ]);
  });
  it("are empty for a call that was scored once", () => expect(secondLevels({ ...twice, secondScore: null }, ["nextSteps"])).toEqual([]));
});

describe("recordingLink", () => {
  it("takes only what a browser opens as a page", () => {
    expect(recordingLink("https://a.example/r")).toBe("https://a.example/r");
    for (const bad of ["javascript:alert(1)", "data:text/html,x", "not a link", "", null]) expect(recordingLink(bad)).toBeNull();
  });
});
