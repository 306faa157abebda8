// Who called, about what, how good a lead it is and why, what was measured, and what to doubt.
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";

import { dashboardQuery, settingsQuery } from "../../api/queries";
import type { Call } from "../../api/types";
import { LeadClock } from "../../domain/lead_clock";
import { titleOf, toneOf } from "../../domain/words";
import { kAbsent, useFormat } from "../../ui/format";
import { IconAlertTriangle } from "../../ui/icons";
import { Score, Tag } from "../../ui/marks";
import css from "./call.module.css";
import { explains, leadParts, sumOf } from "./lead_parts";
import { Turns, useSelection } from "./selection";

const issueWords: Record<string, string> = {
  NO_REP_NAME: "The rep’s name was not heard.",
  INVALID_REP_NAME: "What stands where the rep’s name should be is no name.",
  UNKNOWN_REP_NAME: "The rep is not on the roster. Adopt the name in the settings, or add it as an alias.",
  MISSING_NEED_SUMMARY: "What the caller needs was not understood.",
  SHORT_TRANSCRIPT: "The transcript is short; conclusions rest on little.",
  LOCATION_FORMAT: "The location is not a “City, ST”.",
  INVALID_PHONE_FORMAT: "The phone number is not complete.",
  NOT_IN_TRANSCRIPT: "A fact was not found in the transcript and is left out.",
  SWAPPED_SPEAKERS: "The file had the speakers the wrong way round; they were exchanged. Swap them back if that is wrong.",
  EVIDENCE_REJECTED: "A cited turn did not show what it was cited for, and is left out.",
};

export function Doubts({ call }: { call: Call }) {
  const format = useFormat();
  const { validation } = call;
  if (!validation || (validation.issues.length === 0 && !validation.needsReview)) return null;
  return (
    <section className={css.doubts} data-serious={validation.needsReview}>
      <IconAlertTriangle size={18} stroke={1.8} aria-hidden />
      <div>
        <h3>{validation.needsReview ? "Worth a second look" : "Noticed by the checks"} <span>{format.share(validation.confidence)} sure</span></h3>
        {validation.issues.length > 0 && <ul>{[...new Set(validation.issues)].map((issue) => <li key={issue}>{issueWords[issue] ?? titleOf(issue)}</li>)}</ul>}
      </div>
    </section>
  );
}

function Fact({ id, name, turn, children }: { id: string; name: string; turn?: number | null | undefined; children: ReactNode }) {
  const { selected } = useSelection();
  return (
    <div id={`cite-${id}`} className={css.fact} data-selected={selected?.id === id}>
      <dt>{name}</dt>
      <dd><span>{children ?? <span className={css.soft}>Not heard</span>}</span>{turn ? <Turns id={id} turns={[turn]} /> : null}</dd>
    </div>
  );
}

export function Facts({ call }: { call: Call }) {
  const format = useFormat();
  const { caller, rep, callContext: context, triage } = call;
  return (
    <>
      <Doubts call={call} />
      {call.lead && <LeadScore call={call} lead={call.lead} />}
      <section>
        <h3 className={css.heading}>Facts</h3>
        <dl className={css.factList}>
          <Fact id="fact:name" name="Caller" turn={caller?.turns.name}>{caller?.name}</Fact>
          <Fact id="fact:company" name="Company" turn={caller?.turns.company}>{caller?.company}</Fact>
          <Fact id="fact:location" name="Location" turn={caller?.turns.location}>{caller?.location}</Fact>
          <Fact id="fact:phone" name="Phone" turn={caller?.turns.phone}>{caller?.phone ? <a href={telOf(caller.phone)}>{caller.phone}</a> : call.callerNumber && <><a href={telOf(call.callerNumber)}>{call.callerNumber}</a> <span className={css.soft}>from the call log</span></>}</Fact>
          <Fact id="fact:role" name="Role" turn={caller?.turns.role}>{caller?.role && titleOf(caller.role)}</Fact>
          <Fact id="fact:need" name="Need">{context?.needSummary}</Fact>
          <Fact id="fact:product" name="Interested in">{context && context.productInterest.length > 0 ? context.productInterest.join(", ") : null}</Fact>
          <Fact id="fact:urgency" name="Urgency">{context && context.urgency !== "unknown" ? titleOf(context.urgency) : null}</Fact>
          <Fact id="fact:rep" name="Rep" turn={rep?.turn}>
            {rep?.name && <>{rep.rosterName ?? rep.name}{rep.rosterName && rep.rosterName !== rep.name && <span className={css.soft}> (heard as {rep.name})</span>}{!rep.rosterName && <> <Tag tone="fair">Not on the roster</Tag></>}</>}
          </Fact>
          <Fact id="fact:intro" name="Introduction">{rep && (rep.introducedProperly ? `Proper: “${rep.introPattern ?? ""}”` : "Not with name and company")}</Fact>
          <Fact id="fact:type" name="Type of call">{context && context.type !== "unknown" ? titleOf(context.type) : null}</Fact>
          <Fact id="fact:kind" name="Kind of call">
            {triage && <>{titleOf(triage.classification)}{triage.subtype && `, ${titleOf(triage.subtype).toLowerCase()}`}<span className={css.because}>{triage.reason} {format.share(triage.confidence)} sure, decided by {triage.decidedBy === "rules" ? "rules at no cost" : "the analysis"}.</span></>}
          </Fact>
          <Fact id="fact:campaign" name="Campaign">{call.campaign ?? kAbsent}</Fact>
        </dl>
      </section>
      <Metrics call={call} />
    </>
  );
}

export const telOf = (phone: string) => `tel:${phone.replace(/[^\d+]/g, "")}`;

function LeadScore({ call, lead }: { call: Call; lead: NonNullable<Call["lead"]> }) {
  const format = useFormat();
  const { selected } = useSelection();
  const worth = useQuery(settingsQuery()).data?.leadPoints;
  const parts = worth ? leadParts(lead, worth) : [];
  const hasPoints = explains(parts, lead.score);
  return (
    <section id="cite-lead" className={css.leadScore} data-selected={selected?.id === "lead"}>
      <div className={css.leadHead}>
        <h3 className={css.heading}>Lead score</h3><Score value={lead.score} isWhole />
        <span className={css.leadTags}><Tag tone={toneOf(lead.recommendedAction)}>{titleOf(lead.recommendedAction)}</Tag><LeadClock followUpBy={lead.followUpBy} contactedAt={call.contactedAt} /></span>
      </div>
      <table className={css.parts}>
        <caption className="visually-hidden">How the lead score came about</caption>
        <thead><tr><th>Fact</th><th>Heard</th><th>Weight</th>{hasPoints && <><th>Points</th><th>Adds</th></>}</tr></thead>
        <tbody>
          {parts.map((part) => (
            <tr key={part.name}>
              <th scope="row">{part.name}</th><td>{part.found}</td><td>{format.share(part.weight)}</td>
              {hasPoints && <><td><span className={css.pointBar}><span style={{ width: `${10 * part.points}%` }} /></span>{part.points}</td><td>{format.decimal(part.weight * part.points)}</td></>}
            </tr>
          ))}
        </tbody>
        {hasPoints && (
          <tfoot><tr><th scope="row" colSpan={4}>Together, as whole points</th><td>{format.decimal(sumOf(parts))} → {lead.score}</td></tr></tfoot>
        )}
      </table>
      {lead.turns.length > 0 && <div className={css.evidence}>Rests on turns <Turns id="lead" turns={lead.turns} /></div>}
    </section>
  );
}

type Range = { count: number; low: number; median: number; high: number };
const kRangeCallsMin = 5;

const measured: { key: string; name: string; unit?: string }[] = [
  { key: "agentQuestions", name: "Questions by the rep" },
  { key: "callerQuestions", name: "Questions by the caller" },
  { key: "longestAgentRunWords", name: "Longest run of the rep", unit: "words" },
  { key: "turns", name: "Turns" },
  { key: "wordsPerMinute", name: "Words per minute" },
  { key: "fillerWords", name: "Filler words of the rep" },
];

function Metrics({ call }: { call: Call }) {
  const ideal = useQuery(settingsQuery()).data?.workspace?.idealAgentTalkShare;
  const team = useQuery(dashboardQuery({ job: call.jobId })).data?.team;
  const metrics = call.metrics;
  if (!metrics) return null;
  const share = metrics.agentTalkShare;
  const rangeOf = (key: string) => { const range = team?.metricRanges?.[key]; return range && range.count >= kRangeCallsMin ? range : null; };
  return (
    <section>
      <h3 className={css.heading}>Measured from the words</h3>
      {team?.metricRanges && <p className={css.soft}>“Usual” is where the middle half of this job’s scored calls lies.</p>}
      {share !== null && share !== undefined && <TalkShare share={share} ideal={typeof ideal === "number" ? ideal : null} median={team?.talkShareMedian ?? null} range={rangeOf("agentTalkShare")} />}
      <dl className={css.metrics}>
        {measured.map(({ key, name, unit }) => <Metric key={key} name={name} unit={unit} value={metrics[key] ?? null} range={rangeOf(key)} />)}
      </dl>
    </section>
  );
}

function Metric({ name, unit, value, range }: { name: string; unit: string | undefined; value: number | null; range: Range | null }) {
  const format = useFormat();
  const whole = (number: number) => format.number(Math.round(number));
  const place = value === null || !range ? null : value < range.low ? "below" : value > range.high ? "above" : "within";
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value === null ? <span className={css.unknown}>Not measurable</span> : <>{whole(value)} {unit && <small>{unit}</small>}</>}
        {value !== null && range && <small className={css.usual} data-place={place}>{place === "within" ? "usual" : `${place} usual`}, {whole(range.low)}–{whole(range.high)}</small>}
      </dd>
    </div>
  );
}

interface TalkShareProps { share: number; ideal: number | null; median: number | null; range: Range | null }

function TalkShare({ share, ideal, median, range }: TalkShareProps) {
  const format = useFormat();
  const words = [`The rep spoke ${format.share(share)} of the words`, ideal !== null && `the ideal is ${format.share(ideal)}`,
    range ? `usual here are ${format.share(range.low)} to ${format.share(range.high)}` : median !== null && `the team’s median ${format.share(median)}`].filter(Boolean).join(", ");
  return (
    <div className={css.talk}>
      <div className={css.talkBar} role="img" aria-label={words}>
        <span style={{ width: `${100 * share}%` }} />
        {range && <em style={{ left: `${100 * range.low}%`, width: `${100 * (range.high - range.low)}%` }} />}
        {ideal !== null && <i data-kind="ideal" style={{ left: `${100 * ideal}%` }} />}
        {median !== null && !range && <i data-kind="median" style={{ left: `${100 * median}%` }} />}
      </div>
      <p>{words}.</p>
    </div>
  );
}
