// What the table of calls shows of each, and by what it can be sorted.
import type { ReactNode } from "react";

import type { CallSummary } from "../../api/types";
import { useFilters } from "../../domain/filters";
import { titleOf, toneOf } from "../../domain/words";
import { useFormat } from "../../ui/format";
import { IconCheck } from "../../ui/icons";
import { Score, Tag } from "../../ui/marks";
import { sentence } from "../../ui/states";
import css from "./calls.module.css";

export const kUnknownCaller = "Unknown caller";

export function nameOfCaller(call: CallSummary): string {
  return call.callerName ?? call.company ?? call.callerNumber ?? kUnknownCaller;
}

export function When({ call }: { call: CallSummary }) {
  const format = useFormat();
  if (!call.startTime) return <span className={css.soft}>No date</span>;
  // The server writes times in the workspace's zone, so the day is the first part of them.
  const day = call.startTime.slice(0, 10);
  const isThisYear = day.startsWith(String(new Date().getFullYear()));
  return <>{isThisYear ? format.day(day) : format.date(call.startTime)}<span className={css.second}>{format.time(call.startTime)}</span></>;
}

const kLeadInChars = 24;

/** One line has little room: what comes before the first hit is cut so that the hit is in sight. */
function endOf(text: string): string {
  if (text.length <= kLeadInChars) return text;
  return `…${text.slice(text.indexOf(" ", text.length - kLeadInChars) + 1)}`;
}

/** The words of the transcript that were searched for, where red flags are listed these, or what the caller needs. */
export function Gist({ call }: { call: CallSummary }) {
  const isFlagged = useFilters().get("redFlags") === "true";
  if (call.match && call.match.length > 0) {
    return <>{call.match.map((piece, at) => (piece.hit ? <mark key={at}>{piece.text}</mark> : <span key={at}>{at === 0 ? endOf(piece.text) : piece.text}</span>))}</>;
  }
  if (isFlagged && call.redFlags.length > 0) return <span className={css.flag}>{call.redFlags.map(sentence).join(" ")}</span>;
  if (call.status === "failed") return <>{call.error?.message ?? "The analysis failed."}</>;
  if (call.status === "skipped") return <>{titleOf(call.skipReason)}, not analysed</>;
  return <>{call.needSummary ?? (call.subtype ? titleOf(call.subtype) : "No need was heard")}</>;
}

/** What comes of the call: the next step of a sales call, else what kind of call it was or why there is no result. */
export function Outcome({ call }: { call: CallSummary }) {
  if (call.contactedAt) return <Tag tone="good" icon={<IconCheck size={13} aria-hidden />}>Contacted</Tag>;
  if (call.status !== "complete") return <Tag tone={toneOf(call.status)}>{titleOf(call.status)}</Tag>;
  if (call.classification === "valid_sales" && call.recommendedAction) {
    return <Tag tone={toneOf(call.recommendedAction)}>{titleOf(call.recommendedAction)}</Tag>;
  }
  return <Tag>{titleOf(call.classification)}</Tag>;
}

function Length({ call }: { call: CallSummary }) {
  const format = useFormat();
  return <>{format.seconds(call.durationSeconds)}</>;
}

interface Column { id: string; title: string; isSortable?: boolean; isNumber?: boolean; cell: (call: CallSummary) => ReactNode }

/** The column of the caller is drawn by the list, as it holds the link. Every sort begins with the largest. */
export const columns: Column[] = [
  { id: "startTime", title: "When", isSortable: true, cell: (call) => <When call={call} /> },
  { id: "caller", title: "Caller and need", cell: () => null },
  { id: "rep", title: "Rep", cell: (call) => <>{call.rep ?? <span className={css.soft}>No rep</span>}<span className={css.second}>{call.division}</span></> },
  { id: "source", title: "Source", cell: (call) => call.source ?? <span className={css.soft}>–</span> },
  { id: "durationSeconds", title: "Length", isSortable: true, isNumber: true, cell: (call) => <Length call={call} /> },
  { id: "overallScore", title: "Rep score", isSortable: true, cell: (call) => <Score value={call.overallScore} hidesWord /> },
  { id: "leadScore", title: "Lead", isSortable: true, cell: (call) => <Score value={call.leadScore} isWhole hidesWord /> },
  { id: "outcome", title: "Next step", cell: (call) => <Outcome call={call} /> },
];
