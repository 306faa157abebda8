// What is said about calls, and the calls and turns that show it.
import type { Evidence, ThemeGroup } from "../api/types";

/** "Gave figures (turns 7 and 13)." without what the page shows as links. */
export function withoutTurns(text: string): string {
  return text.replace(/\s*\((?:turns?|see turns?) [^)]*\)/g, "");
}

export interface Remark { text: string; evidence: Evidence[] }

/** Remarks that differ only in their turns are one remark about several calls; most shown first. */
export function remarksOf(group: ThemeGroup): Remark[] {
  const remarks = new Map<string, Evidence[]>();
  for (const theme of group.themes) {
    const text = withoutTurns(theme.text);
    const known = remarks.get(text) ?? [];
    const fresh = theme.evidence.filter((each) => !known.some((other) => other.callId === each.callId));
    remarks.set(text, [...known, ...fresh]);
  }
  return [...remarks].map(([text, evidence]) => ({ text, evidence })).sort((a, b) => b.evidence.length - a.evidence.length);
}
