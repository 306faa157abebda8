// How a lead score came about: five observed facts, their points and weights.
import type { Call, LeadPoints } from "../../api/types";
import { titleOf } from "../../domain/words";

export interface LeadPart { name: string; found: string; weight: number; points: number }
type Lead = NonNullable<Call["lead"]>;

export function leadParts(lead: Lead, worth: LeadPoints): LeadPart[] {
  const authority = lead.hasAuthority === null ? ["Not heard", "unknown"] as const : lead.hasAuthority ? ["Decides", "yes"] as const : ["Does not decide", "no"] as const;
  const part = (name: string, found: string, key: Exclude<keyof LeadPoints, "redFlags">, level: string): LeadPart =>
    ({ name, found, weight: worth[key].weight, points: worth[key].points[level] ?? 1 });
  const byCount = worth.redFlags.points;
  const flags = lead.redFlags.length;
  return [
    part("Timeline", titleOf(lead.timeline), "timeline", lead.timeline),
    part("Authority", authority[0], "authority", authority[1]),
    part("Need", lead.needIdentified ? "Clear" : "Not clear", "need", lead.needIdentified ? "yes" : "no"),
    part("Fit", titleOf(lead.serviceFit), "serviceFit", lead.serviceFit),
    { name: "Red flags", found: flags === 0 ? "None" : lead.redFlags.map(titleOf).join(", "), weight: worth.redFlags.weight,
      points: byCount[Math.min(flags, byCount.length - 1)] ?? 1 },
  ];
}

export const sumOf = (parts: LeadPart[]): number => parts.reduce((sum, part) => sum + part.weight * part.points, 0);

/** Whether the parts, rounded to whole points, explain the score; one of other rules is shown without points. */
export function explains(parts: LeadPart[], score: number): boolean {
  return Math.round(sumOf(parts) + 1e-9) === score;
}
