import { Button } from "@mantine/core";
import { memo } from "react";
import { Link } from "react-router-dom";

import type { Lead } from "../../api/types";
import { callAddress } from "../../domain/call_list";
import { ContactedButton } from "../../domain/contacted";
import { useFilters } from "../../domain/filters";
import { LeadClock } from "../../domain/lead_clock";
import { titleOf } from "../../domain/words";
import { useFormat } from "../../ui/format";
import { IconPhone } from "../../ui/icons";
import { Score, Tag } from "../../ui/marks";
import css from "./leads.module.css";

interface RowProps { lead: Lead; index: number; count: number; top: number; measure: (node: HTMLElement | null) => void }

/** Leads that stay in sight while one scrolls are not drawn again. */
export const LeadRow = memo(function LeadRow({ lead, index, count, top, measure }: RowProps) {
  const format = useFormat();
  const { shared } = useFilters();
  const list = new URLSearchParams({ ...shared, sort: "-leadScore" });
  const name = lead.name ?? lead.company ?? lead.phone ?? `Row ${lead.row}`;
  const turn = (fact: string) => {
    const n = lead.turns?.[fact];
    return n ? <Link className={css.turn} to={callAddress(lead.callId, list, n)} aria-label={`Show where it was said, turn ${n}`} title="Show where it was said">{n}</Link> : null;
  };
  return (
    <li ref={measure} data-index={index} aria-setsize={count} aria-posinset={index + 1} className={css.lead} data-contacted={Boolean(lead.contactedAt)} style={{ transform: `translateY(${top}px)` }}>
      <div className={css.score}><Score value={lead.score} isWhole /></div>
      <div className={css.who}>
        <div className={css.name}><Link to={callAddress(lead.callId, list)}>{name}</Link>{lead.name && turn("name")}</div>
        <div className={css.soft}>
          {[lead.company && lead.company !== name && <span key="c">{lead.company}{turn("company")}</span>,
            lead.location && <span key="l">{lead.location}{turn("location")}</span>,
            lead.role && <span key="r">{titleOf(lead.role)}{turn("role")}</span>].filter(Boolean)}
        </div>
        <div className={css.need}>{lead.need ?? "The need was not stated."}</div>
        <div className={css.tags}>
          {lead.reasons.map((reason) => <Tag key={reason}>{titleOf(reason)}</Tag>)}
          {lead.redFlags.map((flag) => <Tag key={flag} tone="bad">{titleOf(flag)}</Tag>)}
        </div>
      </div>
      <div className={css.from}>
        <span>{lead.rep ?? "No rep"}</span>
        <span>{lead.source ?? "Unknown source"}</span>
        <span>{format.dateTime(lead.startTime)}</span>
      </div>
      <div className={css.act}>
        <LeadClock followUpBy={lead.followUpBy} contactedAt={lead.contactedAt} />
        {lead.phone
          ? <span className={css.phone}><Button component="a" href={`tel:${lead.phone.replace(/[^+\d]/g, "")}`} size="sm" leftSection={<IconPhone size={15} />}>{lead.phone}</Button>{turn("phone")}</span>
          : <span className={css.noPhone}>No number heard</span>}
        <ContactedButton call={lead.callId} name={name} contactedAt={lead.contactedAt} />
      </div>
    </li>
  );
});
