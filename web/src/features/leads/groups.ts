// Leads in the order in which they want attention.
import type { Lead } from "../../api/types";

export interface LeadGroup { key: string; leads: Lead[]; overdue: number }

const actions = ["priority-1hr", "follow-24hr", "nurture-48-72hr", "email-only", "no-follow-up"];

export const isOverdue = (lead: Lead, nowMs: number) =>
  !lead.contactedAt && lead.followUpBy !== null && Date.parse(lead.followUpBy) < nowMs;

/** Most urgent action first; within it the nearest deadline, then the better lead. Contacted ones come last. */
export function groupLeads(leads: Lead[], nowMs: number): LeadGroup[] {
  const groups = new Map<string, Lead[]>([...actions, "contacted"].map((key) => [key, []]));
  for (const lead of leads) {
    const key = lead.contactedAt ? "contacted" : lead.recommendedAction;
    groups.set(key, [...(groups.get(key) ?? []), lead]);
  }
  const deadline = (lead: Lead) => (lead.followUpBy ? Date.parse(lead.followUpBy) : Infinity);
  const inOrder = (a: Lead, b: Lead) => {
    const [left, right] = [deadline(a), deadline(b)];
    return (left === right ? 0 : left - right) || b.score - a.score;
  };
  return [...groups].filter(([, group]) => group.length > 0).map(([key, group]) => ({
    key, leads: group.sort(inOrder), overdue: group.filter((lead) => isOverdue(lead, nowMs)).length,
  }));
}

/** Every word typed is found somewhere in the lead. */
export function matches(lead: Lead, words: string): boolean {
  const text = [lead.name, lead.company, lead.phone, lead.location, lead.need, lead.rep, lead.source, ...lead.productInterest].join(" ").toLowerCase();
  return words.toLowerCase().split(/\s+/).every((word) => text.includes(word));
}
