import { Button } from "@mantine/core";
import { useMemo, useState } from "react";
import { Link } from "react-router-dom";

import type { RedFlag } from "../../api/types";
import { callAddress } from "../../domain/call_list";
import { titleOf } from "../../domain/words";
import { useFormat } from "../../ui/format";
import { Card } from "../../ui/layout";
import { Tag } from "../../ui/marks";
import { sentence } from "../../ui/states";
import css from "./dashboard.module.css";

const kFirst = 6;
const kMore = 20;

export function newestFirst(flags: RedFlag[]): RedFlag[] {
  const at = (flag: RedFlag) => (flag.startTime ? Date.parse(flag.startTime) : 0);
  return [...flags].sort((a, b) => at(b) - at(a));
}

export function RedFlags({ flags }: { flags: RedFlag[] }) {
  const format = useFormat();
  const [shown, setShown] = useState(kFirst);
  const sorted = useMemo(() => newestFirst(flags), [flags]);
  const hidden = sorted.length - shown;
  return (
    <Card title="Red flags" note={hidden > 0 ? `The newest ${shown} of ${format.number(sorted.length)}` : undefined}>
      <ul className={css.flags}>
        {sorted.slice(0, shown).map((flag, at) => (
          <li key={flag.callId + String(at)}>
            <Tag tone="bad">{titleOf(flag.kind)}</Tag> <Link to={callAddress(flag.callId, new URLSearchParams(), flag.turns[0] ?? null)}>{sentence(flag.text)}</Link>
            <span className={css.soft}>{flag.rep && ` · ${flag.rep}`}{flag.startTime && ` · ${format.dateTime(flag.startTime)}`}</span>
          </li>
        ))}
      </ul>
      {hidden > 0 && <Button mt="sm" variant="subtle" size="compact-sm" onClick={() => setShown(shown + kMore)}>Show {Math.min(hidden, kMore)} more</Button>}
    </Card>
  );
}
