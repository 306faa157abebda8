// Everything a manager may set. Each tab has its own address.
import { Tabs } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, type ComponentType } from "react";

import { settingsQuery } from "../../api/queries";
import type { Settings } from "../../api/types";
import { useFilters } from "../../domain/filters";
import { Page } from "../../ui/layout";
import { Loaded } from "../../ui/states";
import { ModelsTab } from "./models_tab";
import { PrivacyTab } from "./privacy_tab";
import { ProvidersTab } from "./providers_tab";
import { QuestionsTab } from "./questions_tab";
import { ScoringTab } from "./scoring_tab";
import { ServerTab } from "./server_tab";
import css from "./settings.module.css";
import { TeamTab } from "./team_tab";

export interface TabProps { settings: Settings }

const tabs: [string, string, ComponentType<TabProps>][] = [
  ["providers", "Providers", ProvidersTab],
  ["models", "Models and prices", ModelsTab],
  ["scoring", "Scoring", ScoringTab],
  ["questions", "Questions", QuestionsTab],
  ["team", "Team", TeamTab],
  ["privacy", "Privacy", PrivacyTab],
  ["server", "Server", ServerTab],
];

export default function SettingsPage() {
  const { get, set } = useFilters();
  const query = useQuery(settingsQuery());
  const list = useRef<HTMLDivElement>(null);
  const isLoaded = query.data !== undefined;
  const chosen = tabs.some(([name]) => name === get("tab")) ? get("tab") : "providers";
  // On a phone the tabs do not all fit.
  useEffect(() => { list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ inline: "center", block: "nearest" }); }, [chosen, isLoaded]);
  return (
    <Page title="Settings" subtitle={query.data ? `${query.data.company} · times in ${query.data.timeZone}` : undefined}>
      <Loaded query={query} rows={4} height={90}>
        {(settings) => (
          <Tabs value={chosen} onChange={(tab) => set({ tab })} keepMounted={false}>
            <Tabs.List ref={list} mb="lg" className={css.tabs}>{tabs.map(([name, title]) => <Tabs.Tab key={name} value={name}>{title}</Tabs.Tab>)}</Tabs.List>
            {tabs.map(([name, , Tab]) => <Tabs.Panel key={name} value={name}><Tab settings={settings} /></Tabs.Panel>)}
          </Tabs>
        )}
      </Loaded>
    </Page>
  );
}
