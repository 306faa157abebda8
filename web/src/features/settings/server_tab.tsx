import { useQuery } from "@tanstack/react-query";

import { sessionQuery } from "../../api/queries";
import { kAbsent } from "../../ui/format";
import { Card, Table } from "../../ui/layout";
import { Notice, sentence } from "../../ui/states";
import type { TabProps } from "./index";
import css from "./settings.module.css";

export function ServerTab({ settings }: TabProps) {
  const session = useQuery(sessionQuery()).data;
  const isTokenSet = settings.token?.isSet ?? session?.needsToken ?? false;
  return (
    <div className={css.stack}>
      {isTokenSet
        ? <Notice tone="good" title="A token protects this server"><p>Everybody who opens the page must give it once. To change it, set CALLTRACKER_TOKEN and restart; all sessions then end.</p></Notice>
        : <Notice tone="fair" title="No token is set"><p>Whoever can use this machine can open this page. To listen on a network, set CALLTRACKER_TOKEN first; the server refuses to do so without.</p></Notice>}
      <Card title="Started with" note={`calltracker ${settings.version}`} isFlush>
        <Table label="Settings the server was started with">
          <thead><tr><th>Setting</th><th>Value</th><th>From</th><th>What it does</th></tr></thead>
          <tbody>
            {settings.settings.map((setting) => (
              <tr key={setting.name}><td className={css.strong}>{setting.name}</td><td className={css.value}>{setting.value || kAbsent}</td><td className={css.soft}>{setting.origin}</td><td className={css.soft}>{sentence(setting.sentence)}</td></tr>
            ))}
          </tbody>
        </Table>
      </Card>
    </div>
  );
}
