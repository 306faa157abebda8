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

export interface GroupCount { leads: number; overdue: number; isExact: boolean }

/** What the whole list holds of a group: of the one that the list has come to, the server knows more than is loaded. */
export function countOf(group: LeadGroup, lastLoaded: Lead | undefined, hasMore: boolean, totals: LeadGroupTotal[] | null): GroupCount {
  const loaded = { leads: group.leads.length, overdue: group.overdue };
  if (!hasMore || lastLoaded === undefined || groupOf(lastLoaded) !== group.key) return { ...loaded, isExact: true };
  const total = totals?.find((each) => each.group === group.key);
  return { leads: Math.max(loaded.leads, total?.n ?? 0), overdue: Math.max(loaded.overdue, total?.overdue ?? 0), isExact: total?.isExact ?? false };
}

/** Counting ends somewhere and then says "and more"; nothing at all is exact. */
export const countText = (n: number, isExact: boolean) => n.toLocaleString("en-US") + (isExact || n === 0 ? "" : "+");
