// The company's own yes/no questions, each with the turns that answer it.
import type { Answer, AnsweredQuestion, Call } from "../../api/types";
import { IconCheck, IconHelpCircle, IconX } from "../../ui/icons";
import { Tag, type Tone } from "../../ui/marks";
import css from "./call.module.css";
import { Turns, useSelection } from "./selection";

const answers: Record<Answer, { word: string; tone: Tone; icon: typeof IconX }> = {
  yes: { word: "Yes", tone: "good", icon: IconCheck },
  no: { word: "No", tone: "bad", icon: IconX },
  unclear: { word: "Unclear", tone: "neutral", icon: IconHelpCircle },
};

export function Questions({ call }: { call: Call }) {
  const isOffline = call.models.gold?.startsWith("offline") ?? false;
  return (
    <>
      <ul className={css.questions}>{(call.questions ?? []).map((question) => <Question key={question.id} question={question} />)}</ul>
      {isOffline && <p className={css.soft}>Offline rules, no AI: a “yes” is where the words of the question were said. What was said in other words they cannot tell, so they never answer “no”.</p>}
    </>
  );
}

function Question({ question }: { question: AnsweredQuestion }) {
  const { selected, pointAt } = useSelection();
  const id = `question:${question.id}`;
  const { word, tone, icon: Icon } = answers[question.answer];
  return (
    <li id={`cite-${id}`} data-selected={selected?.id === id} onClick={() => { if (!window.getSelection()?.toString()) pointAt(id); }}>
      <span className={css.questionText}>{question.text}</span>
      <Tag tone={tone} icon={<Icon size={13} aria-hidden />}>{word}</Tag>
      {question.turns.length > 0 && <span className={css.evidence}>{question.answer === "no" ? "Would have belonged in turns" : "Shown in turns"} <Turns id={id} turns={question.turns} /></span>}
    </li>
  );
}
