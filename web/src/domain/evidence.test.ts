import { describe, expect, it } from "vitest";

import { remarksOf, withoutTurns } from "./evidence";

const shown = (callId: string) => ({ callId, row: 1, startTime: null, turns: [2] });

describe("withoutTurns", () => {
  it("leaves out what the page shows as links, and nothing else", () => {
    expect(withoutTurns("Set a step (turns 17 and 21).")).toBe("Set a step.");
    expect(withoutTurns("Asked (twice) for it (turn 3).")).toBe("Asked (twice) for it.");
  });
});

describe("remarksOf", () => {
  it("says once what several calls show, each call once, the commonest first", () => {
    const remarks = remarksOf({ category: "x", title: "X", observations: 4, themes: [
      { text: "Rare (turn 1).", calls: 1, evidence: [shown("a")] },
      { text: "Often (turn 1).", calls: 1, evidence: [shown("a")] },
      { text: "Often (turns 2 and 3).", calls: 2, evidence: [shown("b"), shown("a")] },
    ] });
    expect(remarks.map((remark) => [remark.text, remark.evidence.map((each) => each.callId)])).toEqual([["Often.", ["a", "b"]], ["Rare.", ["a"]]]);
  });
});
