// How long there is to act on a lead, in words and tone.
import { useFormat } from "../ui/format";
import { Tag } from "../ui/marks";
import { useNow } from "../ui/use_now";

const kSoonSeconds = 3_600;

export function LeadClock({ followUpBy, contactedAt }: { followUpBy: string | null; contactedAt?: string | null | undefined }) {
  const format = useFormat();
  const nowMs = useNow(30_000);
  if (contactedAt) return <Tag tone="good">Contacted {format.ago(contactedAt, nowMs)}</Tag>;
  if (!followUpBy) return <Tag>No deadline</Tag>;
  const seconds = (new Date(followUpBy).getTime() - nowMs) / 1000;
  if (seconds < 0) return <Tag tone="bad">Overdue by {format.span(-seconds)}</Tag>;
  return <Tag tone={seconds < kSoonSeconds ? "bad" : "fair"}>{format.span(seconds)} left</Tag>;
}
