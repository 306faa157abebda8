import type { Source } from "../../api/types";

export interface Mix { qualified: number; valid: number; spam: number; other: number }

/** Every analysed call of a source in exactly one kind. */
export function mixOf(source: Source): Mix {
  const qualified = Math.min(source.qualifiedLeads, source.analysed);
  const valid = Math.max(0, source.validSales.count - qualified);
  const spam = source.spam.count;
  return { qualified, valid, spam, other: Math.max(0, source.analysed - qualified - valid - spam) };
}

/** By share of qualified leads, then by how many there are: one lucky call does not lead the list by its size. */
export function byQuality(sources: Source[]): Source[] {
  return [...sources].sort((a, b) => (b.qualified.share ?? -1) - (a.qualified.share ?? -1) || b.calls - a.calls);
}
