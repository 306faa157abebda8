// One call: what was said beside what was made of it, each leading to the other.
import { Button } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams, useSearchParams } from "react-router-dom";

import { callQuery, jobsQuery } from "../../api/queries";
import type { Call } from "../../api/types";
import { useFilters } from "../../domain/filters";
import { LeadClock } from "../../domain/lead_clock";
import { titleOf, toneOf } from "../../domain/words";
import { useFormat } from "../../ui/format";
import { IconChevronLeft } from "../../ui/icons";
import { Card, Page, Stat, Stats } from "../../ui/layout";
import { Score, Tag } from "../../ui/marks";
import { Loaded, Notice, sentence } from "../../ui/states";
import { useIsPrinting } from "../../ui/use_printing";
import { Actions } from "./actions";
import { Breakdown } from "./breakdown";
import css from "./call.module.css";
import { partOf, type Part } from "./citations";
import { Coaching } from "./coaching";
import { Facts, telOf } from "./facts";
import { Neighbours } from "./neighbours";
import { Questions } from "./questions";
import { RunTimeline } from "./run_timeline";
import { SelectionProvider, useSelection } from "./selection";
import { MarkLegend, Transcript } from "./transcript";

const kPollMs = 1_500;

export default function CallPage() {
  const { call: id = "" } = useParams();
  const query = useQuery({ ...callQuery(id), refetchInterval: (state) => (state.state.data?.status === "pending" ? kPollMs : false) });
  const call = query.data;
  return (
    <Page key={id} title={call ? nameOf(call) : "Call"} isWide eyebrow={<Eyebrow call={call} id={id} />} subtitle={call && <Who call={call} />} actions={call && <Actions call={call} name={nameOf(call)} />}>
      <Loaded query={query} rows={3} height={160}>{(loaded) => <Whole call={loaded} />}</Loaded>
    </Page>
  );
}

const phoneOf = (call: Call) => call.caller?.phone ?? call.callerNumber;
const nameOf = (call: Call) => call.caller?.name ?? call.callerName ?? call.caller?.company ?? phoneOf(call) ?? `Row ${call.row}`;

function Eyebrow({ call, id }: { call: Call | undefined; id: string }) {
  const [search] = useSearchParams();
  const jobs = useQuery(jobsQuery(100)).data?.jobs;
  const back = new URLSearchParams(search);
  back.delete("turn");
  const file = call && jobs?.find((job) => job.id === call.jobId)?.fileName;
  return (
    <>
      <Link to={`/calls${back.size > 0 ? `?${back}` : ""}`} className={css.back}><IconChevronLeft size={14} aria-hidden />Calls</Link>
      {call && <span>· {file ? `${file}, ` : ""}row {call.row}</span>}
      <Neighbours call={id} />
    </>
  );
}

function Who({ call }: { call: Call }) {
  const format = useFormat();
  const { link } = useFilters();
  const rep = call.rep?.rosterName ?? call.rep?.name;
  const phone = phoneOf(call);
  const parts = [
    call.caller?.company !== nameOf(call) && call.caller?.company,
    call.caller?.location,
    phone && phone !== nameOf(call) && <a href={telOf(phone)}>{phone}</a>,
    format.dateTime(call.startTime),
    call.source,
    rep && <>with <Link to={link(`/reps/${encodeURIComponent(rep)}`)}>{rep}</Link></>,
  ].filter(Boolean);
  return <span className={css.who}>{parts.map((part, at) => <span key={at}>{part}</span>)}</span>;
}

function Whole({ call }: { call: Call }) {
  const [search] = useSearchParams();
  const isPhone = useMediaQuery("(max-width: 1040px)", undefined, { getInitialValueInEffect: false }) ?? false;
  const isPrinting = useIsPrinting();
  const turn = Number(search.get("turn")) || null;
  return (
    <SelectionProvider call={call} firstTurn={turn} isPhone={isPhone}>
      <Condition call={call} />
      <Summary call={call} />
      {isPrinting ? <OnPaper call={call} /> : isPhone ? <OneColumn call={call} /> : <TwoColumns call={call} />}
    </SelectionProvider>
  );
}

function Condition({ call }: { call: Call }) {
  if (call.status === "failed") {
    return <Notice tone="bad" title={`The analysis failed: ${sentence(call.error?.message ?? "the reason is not on record")}`}>Nothing was made up in its place. Analyse it again from the menu above, or retry all failed calls on the job’s page.</Notice>;
  }
  if (call.status === "skipped") return <Notice tone="fair" title={`Not analysed: ${titleOf(call.skipReason).toLowerCase()}`}>The row stays in the job so that the numbers add up.</Notice>;
  if (call.status === "pending") return <Notice title="Being analysed">This page shows the result as soon as it is there.</Notice>;
  return null;
}

function Summary({ call }: { call: Call }) {
  const format = useFormat();
  const isOffline = call.models.gold?.startsWith("offline") || call.models.silver?.startsWith("offline");
  return (
    <>
      {call.callContext?.needSummary && <p className={css.need}>{call.callContext.needSummary}</p>}
      <Stats>
        <Stat label="Rep score" value={<Score value={call.score?.overall} />} note={call.score ? `${format.share(call.score.coverage)} of the rubric applies` : "Not scored"} />
        <Stat label="Lead score" value={<Score value={call.lead?.score} isWhole />} note={call.lead ? <LeadClock followUpBy={call.lead.followUpBy} contactedAt={call.contactedAt} /> : "No lead"} />
        <Stat label="Next step" value={<span className={css.step1}>{call.lead ? <Tag tone={toneOf(call.lead.recommendedAction)}>{titleOf(call.lead.recommendedAction)}</Tag> : <Tag>{titleOf(call.triage?.classification)}</Tag>}</span>}
          note={call.callContext && call.callContext.urgency !== "unknown" ? `Urgency: ${titleOf(call.callContext.urgency).toLowerCase()}` : "No urgency heard"} />
        <Stat label="Length" value={format.seconds(call.durationSeconds)} note={call.metrics?.agentTalkShare !== null && call.metrics?.agentTalkShare !== undefined ? `Rep spoke ${format.share(call.metrics.agentTalkShare)} of the words` : "Talk share not measurable"} />
        <Stat label="Cost" value={format.cost(call.costUsd, call.tokens.unpriced)} note={isOffline ? <Tag tone="fair">{titleOf("offline")}</Tag> : call.cached ? "Reused" : call.models.gold ?? call.models.silver ?? "No model asked"} />
      </Stats>
    </>
  );
}

function partsOf(call: Call): [Part, string][] {
  const parts: [Part, string][] = [["scores", "Scores"], ["facts", "Lead and facts"], ["coaching", "Coaching"]];
  if (call.questions && call.questions.length > 0) parts.push(["questions", "Your questions"]);
  return [...parts, ["run", "How it ran"]];
}

function PartTabs({ call, withTranscript }: { call: Call; withTranscript: boolean }) {
  const { part, showPart } = useSelection();
  const shown: [Part, string][] = withTranscript ? [["transcript", "Transcript"], ...partsOf(call)] : partsOf(call);
  return (
    <div className={css.tabs} role="tablist" aria-label="Parts of the result">
      {shown.map(([name, title]) => (
        <button key={name} type="button" role="tab" id={`tab-${name}`} aria-selected={part === name} aria-controls="part" tabIndex={part === name ? 0 : -1} onClick={() => showPart(name)}
          onKeyDown={(event) => {
            const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
            const next = shown[(shown.findIndex(([each]) => each === name) + step + shown.length) % shown.length];
            if (step === 0 || !next) return;
            showPart(next[0]);
            document.getElementById(`tab-${next[0]}`)?.focus();
          }}>{title}</button>
      ))}
    </div>
  );
}

function PartBody({ call, part }: { call: Call; part: Part }) {
  if (part === "transcript") return <Transcript call={call} />;
  if (part === "facts") return <Facts call={call} />;
  if (part === "coaching") return <Coaching call={call} />;
  if (part === "questions") return <Questions call={call} />;
  return part === "run" ? <RunTimeline call={call} /> : <Breakdown call={call} />;
}

function TwoColumns({ call }: { call: Call }) {
  const { part } = useSelection();
  return (
    <div className={css.columns}>
      <Card className={css.transcriptCard} title="Transcript" action={<MarkLegend />} isFlush><Transcript call={call} /></Card>
      <Card className={css.results}>
        <h2 className="visually-hidden">Result</h2>
        <PartTabs call={call} withTranscript={false} />
        <div id="part" role="tabpanel" aria-labelledby={`tab-${part}`} className={css.part}><PartBody call={call} part={part} /></div>
      </Card>
    </div>
  );
}

/** What comes first stands beside the transcript. */
const paperOrder: Part[] = ["scores", "coaching", "facts", "questions"];

/** What was said beside everything that was made of it but how it ran. */
function OnPaper({ call }: { call: Call }) {
  const titles = new Map(partsOf(call));
  return (
    <div className={css.columns}>
      <Card className={css.transcriptCard} title="Transcript" isFlush><Transcript call={call} /></Card>
      <div className={css.paperParts}>
        {paperOrder.filter((part) => titles.has(part)).map((part) => (
          <Card key={part} title={titles.get(part)} className={part === "facts" ? css.paperBelow : ""}><div className={css.part}><PartBody call={call} part={part} /></div></Card>
        ))}
      </div>
    </div>
  );
}

function OneColumn({ call }: { call: Call }) {
  const { part, selected, showPart } = useSelection();
  return (
    <Card>
      <h2 className="visually-hidden">Result and transcript</h2>
      <PartTabs call={call} withTranscript />
      <div id="part" role="tabpanel" aria-labelledby={`tab-${part}`} className={css.part}><PartBody call={call} part={part} /></div>
      {part === "transcript" && selected && <Button className={css.return} size="sm" onClick={() => showPart(partOf[selected.kind])} leftSection={<IconChevronLeft size={15} />}>Back to {selected.kind === "score" ? "scores" : "results"}</Button>}
    </Card>
  );
}
