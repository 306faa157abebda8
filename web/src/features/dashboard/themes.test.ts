import { describe, expect, it } from "vitest";

import { splitReps } from "./people";
import { byText } from "./themes";
import type { Rep } from "../../api/types";

describe("byText", () => {
  it("says the same remark once, whichever turns show it, with every call behind it once", () => {
    const calls = [["a", "No summary (turn 3)."], ["b", "No summary (turns 4 and 7)."], ["a", "No summary"], ["c", "Flat tone."]];
    const groups = byText(calls.map(([id = "", text = ""]) => ({ id, text, rep: null })));
    expect(groups.map(({ text, calls: shown }) => [text, shown.map((call) => call.id)])).toEqual([["No summary.", ["a", "b"]], ["Flat tone.", ["c"]]]);
  });
});

describe("splitReps", () => {
  const rep = (name: string, mean: number, rank: number | null) => ({ name, rank, score: { mean } }) as Rep;
  it("puts nobody into both lists, and leaves out those with too few calls", () => {
    const { top, coach } = splitReps([rep("a", 8, 1), rep("b", 6, 2), rep("c", 3, 3), rep("d", 9.9, null)]);
    expect(top.map((each) => each.name)).toEqual(["a", "b"]);
    expect(coach.map((each) => each.name)).toEqual(["c"]);
  });
});
