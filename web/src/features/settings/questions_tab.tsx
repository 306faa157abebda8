// The company's own yes/no questions about every sales call, beside the rubric.
import { ActionIcon, Button, MultiSelect, Textarea } from "@mantine/core";
import { useEffect, useRef } from "react";

import type { CustomQuestion, Workspace } from "../../api/types";
import { titleOf } from "../../domain/words";
import { IconHelpCircle, IconPlus, IconTrash } from "../../ui/icons";
import { Card } from "../../ui/layout";
import { Empty } from "../../ui/states";
import type { TabProps } from "./index";
import { questionId } from "./question_ids";
import { SaveBar } from "./save_bar";
import css from "./settings.module.css";
import { useWorkspaceDraft } from "./use_workspace";

const kQuestionsMax = 20;
const kTextMax = 200;
const examples = ["Did the rep offer financing?", "Did the rep ask for the sale?", "Did the caller mention a competitor?"];
const callTypes = ["inbound", "outbound", "follow-up"].map((value) => ({ value, label: titleOf(value) }));

export function QuestionsTab({ settings }: TabProps) {
  if (!settings.workspace) return <Card><Empty title="Questions cannot be changed from here">This server reads them from its workspace file only.</Empty></Card>;
  return <Questions stored={settings.workspace} />;
}

function Questions({ stored }: { stored: Workspace }) {
  const draft = useWorkspaceDraft(stored);
  const questions = draft.workspace.questions ?? [];
  const known = new Set((stored.questions ?? []).map((question) => question.id));
  const list = useRef<HTMLUListElement>(null);
  const isFresh = useRef(false);
  useEffect(() => {
    if (!isFresh.current) return;
    isFresh.current = false;
    list.current?.querySelector<HTMLElement>("li:last-child textarea")?.focus();
  }, [questions.length]);

  const change = (next: CustomQuestion[]) => draft.change({ questions: next });
  const add = (text: string) => {
    isFresh.current = true;
    change([...questions, { id: questionId(text, questions.map((each) => each.id)), text }]);
  };
  const set = (at: number, part: Partial<CustomQuestion>) => change(questions.map((question, other) => {
    if (other !== at) return question;
    const next = { ...question, ...part };
    const taken = questions.filter((_, index) => index !== at).map((each) => each.id);
    return known.has(question.id) ? next : { ...next, id: questionId(next.text, taken) };
  }));
  const isComplete = questions.every((question) => question.text.trim() !== "");
  const isFull = questions.length >= kQuestionsMax;

  return (
    <div className={css.stack}>
      <Card title="Questions of your own" note="Each is answered with yes, no or unclear for every sales call analysed from now on, with the turns that show it. Calls analysed before are asked when they are analysed again."
        action={questions.length > 0 && <Button size="compact-sm" variant="light" leftSection={<IconPlus size={14} />} disabled={isFull} onClick={() => add("")}>Add a question</Button>}>
        {questions.length === 0
          ? (
            <Empty icon={<IconHelpCircle size={22} stroke={1.7} />} title="No questions yet" actions={<Button leftSection={<IconPlus size={16} />} onClick={() => add("")}>Add a question</Button>}>
              For example:
              <span className={css.examples}>{examples.map((example) => <button key={example} type="button" onClick={() => add(example)}>{example}</button>)}</span>
            </Empty>
          )
          : (
            <ul ref={list} className={css.questions}>
              {questions.map((question, at) => (
                <li key={at}>
                  <Textarea className={css.ask} aria-label={`Question ${at + 1}`} placeholder="Did the rep …?" autosize minRows={1} maxLength={kTextMax} value={question.text} onChange={(event) => set(at, { text: event.currentTarget.value })} />
                  <MultiSelect className={css.narrow} aria-label={`Divisions that question ${at + 1} is for`} placeholder={question.divisions?.length ? "" : "Every division"} data={stored.divisions.map((division) => division.name)} value={question.divisions ?? []} clearable onChange={(divisions) => set(at, { divisions })} />
                  <MultiSelect className={css.narrow} aria-label={`Types of call that question ${at + 1} is for`} placeholder={question.callTypes?.length ? "" : "Every type of call"} data={callTypes} value={question.callTypes ?? []} clearable onChange={(types) => set(at, { callTypes: types })} />
                  <ActionIcon className={css.remove} variant="subtle" color="gray" size="lg" aria-label={`Remove the question ${question.text || at + 1}`} onClick={() => change(questions.filter((_, other) => other !== at))}><IconTrash size={17} /></ActionIcon>
                </li>
              ))}
            </ul>
          )}
        {isFull && <p className={css.soft}>Twenty questions are the most: with more, answers get worse and every call dearer.</p>}
      </Card>
      <SaveBar isChanged={draft.isChanged} isSaving={draft.isSaving} failure={draft.failure} canSave={isComplete} onSave={draft.save} onDiscard={draft.discard} />
    </div>
  );
}
