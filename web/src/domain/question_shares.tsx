// How often the company's own questions were answered with yes, and the calls behind the answers.
import type { ReactNode } from "react";
import { Link } from "react-router-dom";

import type { Evidence, QuestionShare } from "../api/types";
import { useFormat } from "../ui/format";
import { Card } from "../ui/layout";
import { Meter } from "../ui/marks";
import { callAddress } from "./call_list";
import { useFilters } from "./filters";
import css from "./question_shares.module.css";
import { plural, titleOf } from "./words";

interface SharesProps { questions: QuestionShare[]; team?: QuestionShare[] | undefined; filters?: Record<string, string>; below?: (question: QuestionShare) => ReactNode }

/** `team` is shown beside each question, `below` under it; `filters`: whose answers they are, beside what the address says. */
export function QuestionShares({ questions, team, filters, below }: SharesProps) {
  const format = useFormat();
  return (
    <Card title="Your questions" note="Share of yes among the sales calls that were asked. What a recording cannot tell counts as unclear.">
      <ul className={css.list}>
        {questions.map((question) => {
          const other = team?.find((each) => each.id === question.id)?.yes.share ?? null;
          return (
            <li key={question.id}>
              <div className={css.text}>{question.text}</div>
              <div className={css.share}><b>{format.share(question.yes.share)}</b><span>yes of {plural(question.yes.total, "call")}{other !== null && `, team ${format.share(other)}`}</span></div>
              <Meter label={`Answers to: ${question.text}`} total={question.yes.total} parts={[
                { value: question.yes.count, label: "Yes", colour: "var(--bar-strong)" },
                { value: question.no, label: "No", colour: "var(--bar-weak)" },
                { value: question.unclear, label: "Unclear", colour: "var(--line-strong)" },
              ]} />
              <div className={css.calls}>
                <Calls question={question.id} answer="yes" n={question.yes.count} calls={question.yesCalls} extra={filters} />
                <Calls question={question.id} answer="no" n={question.no} calls={question.noCalls} extra={filters} />
                <Calls question={question.id} answer="unclear" n={question.unclear} calls={[]} extra={filters} />
              </div>
              {below?.(question)}
            </li>
          );
        })}
      </ul>
    </Card>
  );
}

interface CallsProps { question: string; answer: string; n: number; calls: Evidence[]; extra: Record<string, string> | undefined }

/** Every call with this answer behind the count, a few of them by name. */
function Calls({ question, answer, n, calls, extra }: CallsProps) {
  const format = useFormat();
  const { link } = useFilters();
  if (n === 0) return null;
  return (
    <span><Link to={link("/calls", { ...extra, question, answer })}>{titleOf(answer)} {format.number(n)}</Link>{calls.length > 0 && ": "}
      {calls.map((call, at) => (
        <span key={call.callId}>{at > 0 && ", "}<Link to={callAddress(call.callId, new URLSearchParams(), call.turns[0] ?? null)}>{call.startTime ? format.dateTime(call.startTime) : `row ${call.row}`}</Link></span>
      ))}
      {calls.length > 0 && n > calls.length && " …"}
    </span>
  );
}
