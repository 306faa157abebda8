import { describe, expect, it } from "vitest";

import type { Rep } from "../../api/types";
import { coachFirst, ordered, scaleOf } from "./order";

const rep = (name: string, rank: number | null) => ({ name, rank, tooFewCalls: rank === null }) as Rep;

describe("order of reps", () => {
  it("puts those with too few calls after all ranked ones, however good", () => {
    expect(ordered([rep("Zoe", null), rep("Ann", null), rep("Bo", 2), rep("Cy", 1)]).map((each) => each.name)).toEqual(["Cy", "Bo", "Ann", "Zoe"]);
  });
  it("draws intervals on the part of the scale that the ranked ones take", () => {
    const scored = (low: number, high: number, rank: number | null) => ({ ...rep("x", rank), score: { count: 5, mean: 6, low, high } }) as Rep;
    expect(scaleOf([scored(4.2, 6.1, 1), scored(5, 7.4, 2), scored(1, 10, null)])).toEqual({ from: 4, to: 8 });
    expect(scaleOf([])).toEqual({ from: 1, to: 10 });
  });
  it("coaches from the bottom, never the upper half and never the unranked", () => {
    const reps = [1, 2, 3, 4, 5, 6, 7, 8].map((rank) => rep(`R${rank}`, rank));
    expect(coachFirst([...reps, rep("New", null)]).map((each) => each.name)).toEqual(["R8", "R7", "R6"]);
    expect(coachFirst([rep("Only", 1)])).toEqual([]);
  });
});
