// The vocabulary of the server in a manager's words.
import type { Tone } from "../ui/marks";

const titles: Record<string, string> = {
  valid_sales: "Sales call", ivr_only: "IVR only", spam: "Spam", incomplete: "Incomplete", wrong_number: "Wrong number",
  inbound: "Inbound", outbound: "Outbound", "follow-up": "Follow-up", unknown: "Unknown",
  immediate: "Immediate", "near-term": "Near term", exploring: "Exploring", "1-3months": "1–3 months", vague: "Vague", none: "None",
  perfect: "Perfect fit", good: "Good fit", decent: "Decent fit", poor: "Poor fit", mismatch: "Mismatch",
  "priority-1hr": "Call within 1 hour", "follow-24hr": "Follow up in 24 h", "nurture-48-72hr": "Nurture in 2–3 days",
  "email-only": "E-mail only", "no-follow-up": "No follow-up",
  "empty-transcript": "Empty transcript", "too-short": "Too short", abandoned: "Abandoned", duplicate: "Duplicate", malformed: "Malformed row",
  pending: "Waiting", complete: "Complete", skipped: "Skipped", failed: "Failed", cancelled: "Cancelled",
  processing: "Running", paused: "Paused",
  queued: "Queued", running: "Running", waiting: "Waiting", completed: "Completed",
  economy: "Economy", balanced: "Balanced", best: "Best",
  anthropic: "Anthropic", openai: "OpenAI or compatible", offline: "Offline rules, no AI",
  triage_and_extract: "Triage and extract", score_and_coach: "Score and coach", save: "Save",
  callContext: "Call context", objectiveClarity: "Objective clarity", informationGathering: "Information gathering",
  informationQuality: "Information quality", toneProfessionalism: "Tone and professionalism", listeningRatio: "Listening ratio",
  conversationGuidance: "Conversation guidance", objectionHandling: "Objection handling", nextSteps: "Next steps", callClosing: "Call closing",
};

export function titleOf(word: string | null | undefined): string {
  if (!word) return "–";
  const known = titles[word];
  if (known) return known;
  const spaced = word.replace(/([a-z])([A-Z])/g, "$1 $2").replace(/[_-]+/g, " ").toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

const tones: Record<string, Tone> = {
  "priority-1hr": "bad", "follow-24hr": "fair", "nurture-48-72hr": "accent",
  complete: "good", completed: "good", failed: "bad", paused: "fair", processing: "accent", running: "accent",
  valid_sales: "accent", spam: "bad", immediate: "bad", "near-term": "fair",
};
export const toneOf = (word: string | null | undefined): Tone => (word ? tones[word] : undefined) ?? "neutral";

export function plural(n: number, one: string, many = `${one}s`): string {
  return `${n.toLocaleString("en-US")} ${n === 1 ? one : many}`;
}
