import { useQuery } from "@tanstack/react-query";

import { modelsQuery } from "../../api/queries";
import type { Model } from "../../api/types";
import { titleOf } from "../../domain/words";
import { kAbsent, useFormat } from "../../ui/format";
import { Card, Columns, Table } from "../../ui/layout";
import { Tag } from "../../ui/marks";
import { Loaded, Notice } from "../../ui/states";
import css from "./settings.module.css";

export function ModelsTab() {
  const query = useQuery(modelsQuery());
  return (
    <Loaded query={query} rows={4} height={80}>
      {(models) => (
        <div className={css.stack}>
          <Columns least={240} stretch>
            {Object.entries(models.presets).map(([name, { silver, gold }]) => (
              <Card key={name} title={titleOf(name)} action={name === models.preset ? <Tag tone="accent">Default</Tag> : undefined}>
                <div className={css.soft}>Finds the facts</div><div className={css.strong}>{silver}</div>
                <div className={css.soft}>Scores and coaches</div><div className={css.strong}>{gold}</div>
              </Card>
            ))}
          </Columns>
          {models.provider === "offline" && <Notice tone="neutral" title="Without a key, every preset uses the offline rules"><p>Set a key under Providers, and the presets show the models they choose.</p></Notice>}
          <ModelTable title="Models and prices" note="US dollars a million tokens" models={models.models.filter((model) => !isRetired(model))} />
          {models.models.some(isRetired) && <ModelTable title="Retired" note="A job that names one of these is refused before any money is spent" models={models.models.filter(isRetired)} />}
        </div>
      )}
    </Loaded>
  );
}

function isRetired(model: Model): boolean {
  return model.retiresAt !== null && new Date(model.retiresAt).getTime() < Date.now();
}

function ModelTable({ title, note, models }: { title: string; note: string; models: Model[] }) {
  const format = useFormat();
  return (
    <Card title={title} note={note} isFlush>
      <Table label={title}>
        <thead><tr><th>Model</th><th data-align="right">Input</th><th data-align="right">Output</th><th data-align="right" data-phone="hide">Cache read</th><th data-align="right" data-phone="hide">Cache write</th><th data-align="right" data-phone="hide">Context</th><th>Retires</th></tr></thead>
        <tbody>
          {models.map((model) => {
            const [price] = model.pricesPerMillionTokens;
            return (
              <tr key={model.id}>
                <td className={css.strong}>{model.id}<div className={css.soft}>{titleOf(model.provider)}{model.pricesPerMillionTokens.length > 1 && " · dearer for long prompts"}</div></td>
                <td data-align="right">{format.usd(price?.inputUsd)}</td>
                <td data-align="right">{format.usd(price?.outputUsd)}</td>
                <td data-align="right" data-phone="hide">{format.usd(price?.cacheReadUsd)}</td>
                <td data-align="right" data-phone="hide">{format.usd(price?.cacheWriteUsd)}</td>
                <td data-align="right" data-phone="hide">{model.contextTokens > 0 ? format.tokens(model.contextTokens) : kAbsent}</td>
                <td>{model.retiresAt ? <Tag tone="fair">{format.date(model.retiresAt)}{model.replacement ? `, then ${model.replacement}` : ""}</Tag> : <span className={css.soft}>not announced</span>}</td>
              </tr>
            );
          })}
        </tbody>
      </Table>
    </Card>
  );
}
