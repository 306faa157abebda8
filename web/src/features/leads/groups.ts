// Leads in the order in which they want attention.
import type { Lead } from "../../api/types";

export interface LeadGroup { key: string; leads: Lead[]; overdue: number }

const actions = ["priority-1hr", "follow-24hr", "nurture-48-72hr", "email-only", "no-follow-up"];

export const isOverdue = (lead: Lead, nowMs: number) =>
  !lead.contactedAt && lead.followUpBy !== null && Date.parse(lead.followUpBy) < nowMs;

/** Most urgent action first; within it the nearest deadline, then the better lead. Contacted ones come last. */
export function groupLeads(leads: Lead[], nowMs: number): LeadGroup[] {
  const groups = new Map<string, { lead: Lead; dueMs: number }[]>([...actions, "contacted"].map((key) => [key, []]));
  for (const lead of leads) {
    const key = lead.contactedAt ? "contacted" : lead.recommendedAction;
    const entry = { lead, dueMs: lead.followUpBy ? Date.parse(lead.followUpBy) : Infinity };
    const group = groups.get(key);
    if (group) group.push(entry);
    else groups.set(key, [entry]);
  }
  return [...groups].filter(([, group]) => group.length > 0).map(([key, group]) => ({
    key,
    leads: group.sort((a, b) => (a.dueMs === b.dueMs ? b.lead.score - a.lead.score : a.dueMs - b.dueMs)).map((entry) => entry.lead),
    overdue: key === "contacted" ? 0 : group.filter((entry) => entry.dueMs < nowMs).length,
  }));
}

/** Every word typed is found somewhere in the lead. */
export function matches(lead: Lead, words: string): boolean {
  if (words.trim() === "") return true;
  const text = [lead.name, lead.company, lead.phone, lead.location, lead.need, lead.rep, lead.source, ...lead.productInterest].join(" ").toLowerCase();
  return words.toLowerCase().split(/\s+/).every((word) => text.includes(word));
}
