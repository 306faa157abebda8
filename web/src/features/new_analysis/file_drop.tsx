// A place to drop, choose, or borrow a file.
import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useRef, useState, type DragEvent } from "react";

import { getSample } from "../../api/queries";
import { IconFileSpreadsheet, IconUpload } from "../../ui/icons";
import { Notice } from "../../ui/states";
import css from "./new_analysis.module.css";

const kAccepted = ".xlsx,.xls,.ods,.csv,.tsv,.txt";

export function FileDrop({ onFile }: { onFile: (file: File) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setIsOver] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const sample = useMutation({ mutationFn: getSample, onSuccess: onFile });

  const take = (files: FileList | null) => {
    const [first] = files ?? [];
    if (!first) return;
    if (files && files.length > 1) setProblem("Drop one file at a time: each becomes a job of its own.");
    else if (first.size === 0) setProblem(`“${first.name}” is empty, or a folder. Choose the exported call log itself.`);
    else onFile(first);
  };
  const onDrop = (event: DragEvent) => { event.preventDefault(); setIsOver(false); take(event.dataTransfer.files); };

  return (
    <>
      <div className={css.drop} data-over={isOver} onDrop={onDrop} onDragLeave={() => setIsOver(false)}
        onDragOver={(event) => { event.preventDefault(); setIsOver(true); }}>
        <span className={css.dropIcon} aria-hidden><IconFileSpreadsheet size={30} stroke={1.5} /></span>
        <h2>Drop your call log here</h2>
        <p>Excel, OpenDocument or CSV, as CallRail, CallTrackingMetrics, RingCentral, Dialpad or Aircall export it. Columns are found by themselves.</p>
        <div className={css.dropActions}>
          <Button size="md" leftSection={<IconUpload size={18} />} onClick={() => input.current?.click()}>Choose a file</Button>
          <Button size="md" variant="default" loading={sample.isPending} onClick={() => sample.mutate()}>Try the sample week</Button>
        </div>
        <input ref={input} type="file" accept={kAccepted} className="visually-hidden" tabIndex={-1} aria-label="Call log"
          onChange={(event) => { take(event.currentTarget.files); event.currentTarget.value = ""; }} />
      </div>
      {problem && <Notice tone="bad" title={problem} />}
    </>
  );
}
