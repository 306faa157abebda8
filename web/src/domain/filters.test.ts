import { describe, expect, it } from "vitest";

import { addressOf } from "./filters";

describe("addressOf", () => {
  it("carries the shared filters from page to page and drops what belongs to one page", () => {
    expect(addressOf("/leads", new URLSearchParams("job=a&rep=Brian&cursor=x&q=reefer"))).toBe("/leads?job=a&rep=Brian");
  });
  it("adds what the link asks for, and takes away what it empties", () => {
    expect(addressOf("/calls", new URLSearchParams("job=a&rep=Brian"), { rep: null, minLead: 7 })).toBe("/calls?job=a&minLead=7");
  });
});
