import { describe, expect, it } from "vitest";

import type { RedFlag } from "../../api/types";
import { newestFirst } from "./red_flags";

describe("newestFirst", () => {
  it("goes by the moment, whatever its offset, and puts calls without one last", () => {
    const flag = (callId: string, startTime: string | null) => ({ callId, startTime }) as RedFlag;
    const sorted = newestFirst([flag("none", null), flag("early", "2026-03-08T09:00:00-05:00"), flag("late", "2026-03-08T10:30:00-04:00")]);
    expect(sorted.map((each) => each.callId)).toEqual(["late", "early", "none"]);
  });
});
