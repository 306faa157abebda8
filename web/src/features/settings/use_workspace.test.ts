import { describe, expect, it } from "vitest";

import { normalisedWeights } from "./use_workspace";

describe("normalisedWeights", () => {
  it("always add up to one, whatever was typed", () => {
    expect(normalisedWeights([10, 20, 10])).toEqual([0.25, 0.5, 0.25]);
    expect(normalisedWeights([0, 0])).toEqual([0, 0]);
  });
});
