import { describe, expect, it } from "vitest";

import { estimateOptionsOf, noChoices, optionsOf, withColumn, withoutColumn } from "./choices";

describe("choices", () => {
  it("send nothing that was not chosen, so that the server's defaults hold", () => expect(optionsOf(noChoices)).toEqual({}));
  it("keep the budget out of the estimate: it changes nothing there", () => {
    expect(estimateOptionsOf({ ...noChoices, budgetUsd: 5, preset: "best" })).toEqual({ preset: "best" });
    expect(optionsOf({ ...noChoices, budgetUsd: 5 })).toEqual({ budgetUsd: 5 });
  });
  it("give a header one field and a field one header", () => {
    const columns = withColumn(withColumn({}, "callerName", "City"), "note", "City");
    expect(columns).toEqual({ note: "City" });
    expect(withColumn(withoutColumn(columns, "note"), "note", "City")).toEqual({ note: "City" });
    expect(withoutColumn(columns, "note")).toEqual({ note: "" });
    expect(withColumn(columns, "note", "Remarks")).toEqual({ note: "Remarks" });
  });
});
