import { describe, expect, it } from "vitest";

import { questionId } from "./question_ids";

describe("questionId", () => {
  it("is made of the words that tell", () => {
    expect(questionId("Did the rep offer financing?", [])).toBe("offer-financing");
    expect(questionId("¿Se ofreció financiación?", [])).toBe("se-ofrecio-financiacion");
    expect(questionId("Was it the rep?", [])).toBe("it");
    expect(questionId("", [])).toBe("question");
  });
  it("is short, starts with a letter or digit, and is nobody else's", () => {
    const long = questionId("Did the rep confirm the delivery address including the receiving dock's opening hours?", []);
    expect(long).toMatch(/^[a-z0-9][a-z0-9-]*$/);
    expect(long.length).toBeLessThanOrEqual(40);
    expect(questionId("Financing?", ["financing", "financing-2"])).toBe("financing-3");
  });
});
