// Whom to call back now: the few leads that come first, with the clock.
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router-dom";

import { firstLeadsQuery } from "../../api/queries";
import { useFilters } from "../../domain/filters";
import { LeadClock } from "../../domain/lead_clock";
import { titleOf, toneOf } from "../../domain/words";
import { Card } from "../../ui/layout";
import { Score, Tag } from "../../ui/marks";
import { Empty, Loaded } from "../../ui/states";
import css from "./dashboard.module.css";

const kShown = 6;

export function PriorityLeads() {
  const { shared, link } = useFilters();
  const query = useQuery(firstLeadsQuery({ ...shared, group: "waiting", limit: 2 * kShown }));
  return (
    <Card title="Call back first" note="By urgency, then by score" action={<Link to={link("/leads")}>All leads</Link>}>
      <Loaded query={query} rows={2} height={80}>
        {({ leads }) => {
          const open = leads.filter((lead) => !lead.contactedAt && lead.recommendedAction !== "email-only");
          if (open.length === 0) return <Empty title="Nobody is waiting for a call">Every lead that asks for one has been contacted.</Empty>;
          return (
            <ul className={css.leads}>
              {open.slice(0, kShown).map((lead) => (
                <li key={lead.callId}>
                  <div className={css.leadHead}>
                    <Link to={`/calls/${lead.callId}`}>{lead.name ?? lead.company ?? lead.phone ?? `Row ${lead.row}`}</Link>
                    <Score value={lead.score} isWhole />
                  </div>
                  <div className={css.leadNeed}>{lead.need ?? "Need not stated"}</div>
                  <div className={css.leadFoot}>
                    <Tag tone={toneOf(lead.recommendedAction)}>{titleOf(lead.recommendedAction)}</Tag>
                    <LeadClock followUpBy={lead.followUpBy} contactedAt={lead.contactedAt} />
                  </div>
                  <div className={css.soft}>
                    {[lead.company !== lead.name ? lead.company : null, lead.location, lead.rep ? `spoke with ${lead.rep}` : null].filter(Boolean).join(" · ") || "No further facts"}
                    {lead.phone && <> · <a href={`tel:${lead.phone.replace(/[^+\d]/g, "")}`}>{lead.phone}</a></>}
                  </div>
                </li>
              ))}
            </ul>
          );
        }}
      </Loaded>
    </Card>
  );
}
