import { describe, expect, it } from "vitest";

import { callAddress, callListOf, nextSort } from "./call_list";

describe("callListOf", () => {
  it("takes what a list filters by and leaves the rest of the address alone", () => {
    const search = new URLSearchParams("job=a&q=reefer&minLead=7&turn=4&utm=x");
    expect(callListOf(search)).toEqual({ job: "a", q: "reefer", minLead: "7", sort: "-startTime" });
  });
});

describe("callAddress", () => {
  it("carries the list along, so that next and previous stay in it", () => {
    expect(callAddress("c 1", new URLSearchParams("rep=Brian&sort=row&turn=9"), 3)).toBe("/calls/c%201?rep=Brian&sort=row&turn=3");
    expect(callAddress("c1", new URLSearchParams())).toBe("/calls/c1");
  });
});

describe("nextSort", () => {
  it("begins with the direction one wants first and then turns it round", () => {
    expect(nextSort("-startTime", "leadScore", true)).toBe("-leadScore");
    expect(nextSort("-leadScore", "leadScore", true)).toBe("leadScore");
    expect(nextSort("leadScore", "leadScore", true)).toBe("-leadScore");
    expect(nextSort("-startTime", "row", false)).toBe("row");
  });
});
