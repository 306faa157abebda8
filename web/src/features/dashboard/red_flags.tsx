// The newest warnings; the list of calls has the others.
import { Link } from "react-router-dom";

import type { RedFlag } from "../../api/types";
import { callAddress } from "../../domain/call_list";
import { useFilters } from "../../domain/filters";
import { titleOf } from "../../domain/words";
import { useFormat } from "../../ui/format";
import { Card } from "../../ui/layout";
import { Tag } from "../../ui/marks";
import { sentence } from "../../ui/states";
import css from "./dashboard.module.css";

const kShown = 8;

export function RedFlags({ newest, total }: { newest: RedFlag[]; total: number }) {
  const format = useFormat();
  const { link } = useFilters();
  const shown = newest.slice(0, kShown);
  return (
    <Card title="Red flags" note={total > shown.length ? `The newest ${shown.length} of ${format.number(total)}` : undefined}
      action={<Link to={link("/calls", { redFlags: "true" })}>All calls with red flags</Link>}>
      <ul className={css.flags}>
        {shown.map((flag, at) => (
          <li key={flag.callId + String(at)}>
            <Tag tone="bad">{titleOf(flag.kind)}</Tag> <Link to={callAddress(flag.callId, new URLSearchParams(), flag.turns[0] ?? null)}>{sentence(flag.text)}</Link>
            <span className={css.soft}>{flag.rep && ` · ${flag.rep}`}{flag.startTime && ` · ${format.dateTime(flag.startTime)}`}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
