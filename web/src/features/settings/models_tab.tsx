import { useQuery } from "@tanstack/react-query";

import { modelsQuery } from "../../api/queries";
import { titleOf } from "../../domain/words";
import { useFormat } from "../../ui/format";
import { Card, Columns, Table } from "../../ui/layout";
import { Tag } from "../../ui/marks";
import { Loaded } from "../../ui/states";
import css from "./settings.module.css";

export function ModelsTab() {
  const format = useFormat();
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
          <Card title="Models and prices" note="US dollars a million tokens" isFlush>
            <Table label="Models and prices">
              <thead><tr><th>Model</th><th data-align="right">Input</th><th data-align="right">Output</th><th data-align="right">Cache read</th><th data-align="right">Cache write</th><th data-align="right">Context</th><th>Retires</th></tr></thead>
              <tbody>
                {models.models.map((model) => {
                  const [price] = model.pricesPerMillionTokens;
                  return (
                    <tr key={model.id}>
                      <td className={css.strong}>{model.id}<div className={css.soft}>{titleOf(model.provider)}{model.pricesPerMillionTokens.length > 1 && " · dearer for long prompts"}</div></td>
                      <td data-align="right">{format.usd(price?.inputUsd)}</td>
                      <td data-align="right">{format.usd(price?.outputUsd)}</td>
                      <td data-align="right">{format.usd(price?.cacheReadUsd)}</td>
                      <td data-align="right">{format.usd(price?.cacheWriteUsd)}</td>
                      <td data-align="right">{format.tokens(model.contextTokens)}</td>
                      <td>{model.retiresAt ? <Tag tone="fair">{format.date(model.retiresAt)}{model.replacement ? `, then ${model.replacement}` : ""}</Tag> : <span className={css.soft}>not announced</span>}</td>
                    </tr>
                  );
                })}
              </tbody>
            </Table>
          </Card>
        </div>
      )}
    </Loaded>
  );
}
