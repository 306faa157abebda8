import { describe, expect, it } from "vitest";

import type { Source } from "../../api/types";
import { byQuality, mixOf } from "./mix";

const source = (name: string, calls: number, qualified: number, valid = qualified, spam = 0) => ({
  name, calls, analysed: calls, qualifiedLeads: qualified, qualified: { share: calls > 0 ? qualified / calls : null },
  validSales: { count: valid }, spam: { count: spam },
}) as unknown as Source;

describe("mixOf", () => {
  it("counts every analysed call once", () => {
    expect(mixOf(source("a", 27, 14, 20, 3))).toEqual({ qualified: 14, valid: 6, spam: 3, other: 4 });
  });
});

describe("byQuality", () => {
  it("puts the best share first, and sources without calls last", () => {
    expect(byQuality([source("low", 10, 1), source("none", 0, 0), source("small", 2, 1), source("large", 20, 10)]).map((each) => each.name))
      .toEqual(["large", "small", "low", "none"]);
  });
});
