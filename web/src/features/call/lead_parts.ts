// How a lead score came about: five observed facts, their points and weights.
import type { Call } from "../../api/types";
import { titleOf } from "../../domain/words";

export interface LeadPart { name: string; found: string; weight: number; points: number }
type Lead = NonNullable<Call["lead"]>;

const timelinePoints: Record<string, number> = { immediate: 10, "near-term": 8, "1-3months": 6, vague: 3.5, none: 1 };
const fitPoints: Record<string, number> = { perfect: 10, good: 8, decent: 6, poor: 3, mismatch: 1 };
const flagPoints = [10, 6, 3];

export function leadParts(lead: Lead): LeadPart[] {
  const authority = lead.hasAuthority === null ? ["Not heard", 5.5] as const : lead.hasAuthority ? ["Decides", 10] as const : ["Does not decide", 2] as const;
  const flags = lead.redFlags.length;
  return [
    { name: "Timeline", found: titleOf(lead.timeline), weight: 0.25, points: timelinePoints[lead.timeline] ?? 1 },
    { name: "Authority", found: authority[0], weight: 0.2, points: authority[1] },
    { name: "Need", found: lead.needIdentified ? "Clear" : "Not clear", weight: 0.2, points: lead.needIdentified ? 10 : 2 },
    { name: "Fit", found: titleOf(lead.serviceFit), weight: 0.2, points: fitPoints[lead.serviceFit] ?? 1 },
    { name: "Red flags", found: flags === 0 ? "None" : lead.redFlags.map(titleOf).join(", "), weight: 0.15, points: flagPoints[flags] ?? 1 },
  ];
}

/** Whether the parts explain the score; a server with other rules shows its facts without points. */
export function explains(parts: LeadPart[], score: number): boolean {
  const total = parts.reduce((sum, part) => sum + part.weight * part.points, 0);
  return Math.abs(total - score) < 0.0501;
}
