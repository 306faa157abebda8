// What was found in the file, what will be left out, what it costs; nothing is stored until "Start".
import { Button } from "@mantine/core";
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate } from "react-router-dom";

import { estimateJob, submitJob } from "../../api/queries";
import type { Estimate } from "../../api/types";
import { plural, titleOf } from "../../domain/words";
import { useFormat } from "../../ui/format";
import { IconFileSpreadsheet } from "../../ui/icons";
import { Card, Stat, Stats, Table } from "../../ui/layout";
import { Empty, Failed, Loading, Notice, sentence } from "../../ui/states";
import { estimateOptionsOf, missingFields, noChoices, optionsOf, withColumn, withoutColumn, type Choices } from "./choices";
import { ColumnTable } from "./column_table";
import css from "./new_analysis.module.css";
import { StartPanel } from "./start_panel";

export function Preview({ file, onOtherFile }: { file: File; onOtherFile: () => void }) {
  const [choices, setChoices] = useState<Choices>(noChoices);
  const change = (part: Partial<Choices>) => setChoices((before) => ({ ...before, ...part }));
  const options = estimateOptionsOf(choices);
  const estimate = useQuery({
    queryKey: ["estimate", file.name, file.size, file.lastModified, options],
    queryFn: ({ signal }) => estimateJob(file, options, signal),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    retry: false,
  });
  const start = useStart(file, choices);

  const head = (
    <div className={css.file}>
      <span className={css.fileIcon} aria-hidden><IconFileSpreadsheet size={22} stroke={1.6} /></span>
      <div className={css.fileName}>
        <strong>{file.name}</strong>
        <span className={css.soft}>{estimate.data ? whereFound(estimate.data) : "Reading the file…"}</span>
      </div>
      <Button variant="default" onClick={onOtherFile}>Choose another file</Button>
    </div>
  );
  const failure = estimate.error as (Error & { isUnknownAddress?: boolean }) | null;
  if (failure?.isUnknownAddress) {
    return (
      <>
        {head}
        <Card>
          <Empty title="No preview from this server" actions={<Button loading={start.isPending} onClick={() => start.mutate()}>Start without a preview</Button>}>
            It cannot estimate before it starts. The columns are then found by themselves, and the job can be paused at any time.
          </Empty>
        </Card>
      </>
    );
  }
  if (!estimate.data) return <>{head}<Card>{failure ? <Failed error={failure} retry={() => void estimate.refetch()} /> : <Loading rows={4} height={56} />}</Card></>;

  const missing = missingFields(estimate.data);
  return (
    <>
      {head}
      <div className={css.columns}>
        <div className={css.stack} aria-busy={estimate.isFetching}>
          {failure && <Notice tone="bad" title={sentence(failure.message)} />}
          {missing.length > 0 && (
            <Notice tone="bad" title={`No column was found for: ${missing.map((field) => field.title).join(", ")}`}>
              <p>Choose it in the table of columns below.</p>
            </Notice>
          )}
          {estimate.data.warnings.map((warning) => <Notice key={warning.code + warning.message} tone="fair" title={sentence(warning.message)} />)}
          <Found estimate={estimate.data} />
          <ColumnTable estimate={estimate.data} onAssign={(field, header) => change({ columns: withColumn(choices.columns, field, header) })}
            onRelease={(field) => change({ columns: withoutColumn(choices.columns, field) })} />
          <Skipped estimate={estimate.data} />
        </div>
        <StartPanel estimate={estimate.data} choices={choices} onChange={change} isEstimating={estimate.isFetching}
          isStarting={start.isPending} canStart={missing.length === 0 && estimate.data.rows > 0} onStart={() => start.mutate()} />
      </div>
    </>
  );
}

function useStart(file: File, choices: Choices) {
  const client = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: () => submitJob(file, optionsOf(choices)),
    onSuccess: async (job) => {
      await client.invalidateQueries({ queryKey: ["jobs"] });
      navigate(`/jobs/${job.id}`);
    },
  });
}

function whereFound(estimate: Estimate): string {
  const sheet = estimate.sheet ? `Sheet “${estimate.sheet}”, h` : "H";
  return `${sheet}eadings in row ${estimate.headerRow}`;
}

function Found({ estimate }: { estimate: Estimate }) {
  const format = useFormat();
  const skipped = Object.values(estimate.skipped).reduce((sum, n) => sum + n, 0);
  const mapped = estimate.columns.filter((column) => column.field).length;
  return (
    <Stats>
      <Stat label="Rows in the file" value={format.number(estimate.rows)} />
      <Stat label="Will be analysed" value={format.number(estimate.toAnalyse)} />
      <Stat label="Will be skipped" value={format.number(skipped)} note={skipped > 0 ? "each with its reason" : "nothing is left out"} />
      <Stat label="Columns understood" value={`${mapped} of ${estimate.columns.length}`} note="the others are kept" />
    </Stats>
  );
}

const kRowsShown = 8;

function Skipped({ estimate }: { estimate: Estimate }) {
  const [isWhole, setIsWhole] = useState(false);
  const reasons = Object.entries(estimate.skipped).filter(([, n]) => n > 0);
  if (reasons.length === 0) return null;
  const rows = isWhole ? estimate.skippedRows : estimate.skippedRows.slice(0, kRowsShown);
  return (
    <Card title="What will be skipped, and why" isFlush
      note={reasons.map(([reason, n]) => `${plural(n, "row")}: ${titleOf(reason).toLowerCase()}`).join(" · ")}>
      <Table label="Skipped rows">
        <thead><tr><th>Row</th><th>Reason</th><th>Detail</th></tr></thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.row}><td>{row.row}</td><td>{titleOf(row.reason)}</td><td className={css.soft}>{row.detail ?? ""}</td></tr>
          ))}
        </tbody>
      </Table>
      {estimate.skippedRows.length > kRowsShown && (
        <div className={css.more}>
          <Button variant="subtle" size="compact-sm" onClick={() => setIsWhole(!isWhole)}>
            {isWhole ? "Show fewer" : `Show ${estimate.skippedRows.length - kRowsShown} more`}
          </Button>
        </div>
      )}
    </Card>
  );
}
