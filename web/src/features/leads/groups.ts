// Leads in the order in which they want attention.
import type { Lead, LeadGroupTotal } from "../../api/types";

export interface LeadGroup { key: string; leads: Lead[]; overdue: number }

const actions = ["priority-1hr", "follow-24hr", "nurture-48-72hr", "email-only", "no-follow-up"];

const groupOf = (lead: Lead) => (lead.contactedAt ? "contacted" : lead.recommendedAction);

/** Most urgent action first; within it the nearest deadline, then the better lead. Contacted ones come last, the latest first. */
export function groupLeads(leads: Lead[], nowMs: number): LeadGroup[] {
  const groups = new Map<string, { lead: Lead; dueMs: number }[]>([...actions, "contacted"].map((key) => [key, []]));
  for (const lead of leads) {
    const key = groupOf(lead);
    const dueMs = lead.contactedAt ? -Date.parse(lead.contactedAt) : lead.followUpBy ? Date.parse(lead.followUpBy) : Infinity;
    const entry = { lead, dueMs };
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

/** What the whole list holds of a group: of the one that the list has come to, the server knows more than is loaded. */
export function countText(group: LeadGroup, lastLoaded: Lead | undefined, hasMore: boolean, totals: LeadGroupTotal[] | null): string {
  const isOpen = hasMore && lastLoaded !== undefined && groupOf(lastLoaded) === group.key;
  const total = isOpen ? totals?.find((each) => each.group === group.key) : undefined;
  if (!isOpen) return group.leads.length.toLocaleString("en-US");
  const n = Math.max(group.leads.length, total?.n ?? 0);
  return n.toLocaleString("en-US") + (total?.isExact ? "" : "+");
}
