// How often the company's own questions were answered with yes, and the calls behind the answers.
import type { ReactNode } from "react";
import { Link } from "react-router-dom";

import type { Evidence, QuestionShare } from "../api/types";
import { useFormat } from "../ui/format";
import { Card } from "../ui/layout";
import { Meter } from "../ui/marks";
import { callAddress } from "./call_list";
import css from "./question_shares.module.css";
import { plural } from "./words";

interface SharesProps { questions: QuestionShare[]; team?: QuestionShare[] | undefined; below?: (question: QuestionShare) => ReactNode }

/** `team` is shown beside each question, `below` under it. */
export function QuestionShares({ questions, team, below }: SharesProps) {
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
                <Calls word="Yes" n={question.yes.count} calls={question.yesCalls} />
                <Calls word="No" n={question.no} calls={question.noCalls} />
                {question.unclear > 0 && <span>Unclear {format.number(question.unclear)}</span>}
              </div>
              {below?.(question)}
            </li>
          );
        })}
      </ul>
    </Card>
  );
}

function Calls({ word, n, calls }: { word: string; n: number; calls: Evidence[] }) {
  const format = useFormat();
  if (n === 0) return null;
  return (
    <span>{word} {format.number(n)}{calls.length > 0 && ": "}
      {calls.map((call, at) => (
        <span key={call.callId}>{at > 0 && ", "}<Link to={callAddress(call.callId, new URLSearchParams(), call.turns[0] ?? null)}>{call.startTime ? format.dateTime(call.startTime) : `row ${call.row}`}</Link></span>
      ))}
      {n > calls.length && " …"}
    </span>
  );
}
