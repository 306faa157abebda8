// The company's own questions over the whole team, and rep by rep.
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router-dom";

import { repsQuery } from "../../api/queries";
import type { QuestionShare } from "../../api/types";
import { useFilters } from "../../domain/filters";
import { QuestionShares } from "../../domain/question_shares";
import { useFormat } from "../../ui/format";
import css from "./dashboard.module.css";

export function Questions({ questions }: { questions: QuestionShare[] }) {
  return <QuestionShares questions={questions} below={(question) => <ByRep id={question.id} />} />;
}

function ByRep({ id }: { id: string }) {
  const format = useFormat();
  const { shared, link } = useFilters();
  const reps = useQuery(repsQuery(shared)).data?.reps ?? [];
  const asked = reps.flatMap((rep) => {
    const question = rep.questions?.find((each) => each.id === id);
    return question ? [{ name: rep.name, yes: question.yes }] : [];
  });
  if (asked.length < 2) return null;
  asked.sort((a, b) => (b.yes.share ?? 0) - (a.yes.share ?? 0) || b.yes.total - a.yes.total);
  return (
    <details className={css.byRep}>
      <summary>By rep</summary>
      <ul>
        {asked.map(({ name, yes }) => (
          <li key={name}><Link to={link(`/reps/${encodeURIComponent(name)}`)}>{name}</Link><span>{format.share(yes.share)}</span><small>{yes.count} of {yes.total}</small></li>
        ))}
      </ul>
    </details>
  );
}
