// Appears when something was changed: save it, or let it be.
import { Button } from "@mantine/core";

import { FailureText, Notice, sentence, type Failure } from "../../ui/states";
import css from "./settings.module.css";

interface Props { isChanged: boolean; isSaving: boolean; failure: unknown; canSave?: boolean; onSave: () => void; onDiscard: () => void }

export function SaveBar({ isChanged, isSaving, failure, canSave = true, onSave, onDiscard }: Props) {
  if (!isChanged) return null;
  return (
    <div className={css.saveBar}>
      {failure !== null && <Notice tone="bad" title={sentence((failure as Failure).message)}><FailureText failure={failure as Failure} /></Notice>}
      <div className={css.saveLine}>
        <span>Changes are not saved yet. Past results keep their scores.</span>
        <Button variant="default" onClick={onDiscard}>Discard</Button>
        <Button loading={isSaving} disabled={!canSave} onClick={onSave}>Save changes</Button>
      </div>
    </div>
  );
}
