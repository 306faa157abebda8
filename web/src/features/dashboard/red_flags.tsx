import { Link } from "react-router-dom";

import type { RedFlag } from "../../api/types";
import { titleOf } from "../../domain/words";
import { Card } from "../../ui/layout";
import { Tag } from "../../ui/marks";
import { sentence } from "../../ui/states";
import css from "./dashboard.module.css";

const kShown = 6;

export function RedFlags({ flags }: { flags: RedFlag[] }) {
  return (
    <Card title="Red flags" note={flags.length > kShown ? `The newest ${kShown} of ${flags.length}` : undefined}>
      <ul className={css.flags}>
        {flags.slice(0, kShown).map((flag, at) => (
          <li key={flag.callId + String(at)}>
            <Tag tone="bad">{titleOf(flag.kind)}</Tag> <Link to={`/calls/${flag.callId}`}>{sentence(flag.text)}</Link>
            {flag.rep && <span className={css.soft}> · {flag.rep}</span>}
          </li>
        ))}
      </ul>
    </Card>
  );
}
