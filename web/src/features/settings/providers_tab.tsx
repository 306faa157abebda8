// Keys go in and never come out: the page only learns whether one is set.
import { Button, PasswordInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { removeKey, saveKey, settingsQuery } from "../../api/queries";
import type { KeyState } from "../../api/types";
import { titleOf } from "../../domain/words";
import { IconKey } from "../../ui/icons";
import { Card, Columns } from "../../ui/layout";
import { Tag } from "../../ui/marks";
import { Empty, Notice } from "../../ui/states";
import { toast } from "../../ui/toast";
import css from "./settings.module.css";
import type { TabProps } from "./index";

const sentences: Record<string, string> = {
  anthropic: "Used by default as soon as it is set.",
  openai: "For OpenAI itself, or any server that speaks its language (llama.cpp, vLLM, Ollama) at OPENAI_BASE_URL.",
};

export function ProvidersTab({ settings }: TabProps) {
  if (!settings.keys) {
    return <Card><Empty icon={<IconKey size={22} stroke={1.7} />} title="This server takes keys from its environment only">Set ANTHROPIC_API_KEY or OPENAI_API_KEY where calltracker starts, then restart it.</Empty></Card>;
  }
  return (
    <div className={css.stack}>
      <Columns least={380} stretch>
        {Object.entries(settings.keys).map(([provider, state]) => <KeyCard key={provider} provider={provider} state={state} />)}
      </Columns>
      <Notice tone="neutral" title="Without a key, calls are analysed by offline rules">
        <p>They are free, work without a network and are labelled “offline rules, no AI” wherever they appear.</p>
      </Notice>
    </div>
  );
}

function KeyCard({ provider, state }: { provider: string; state: KeyState }) {
  const client = useQueryClient();
  const [key, setKey] = useState("");
  const refresh = () => client.invalidateQueries({ queryKey: settingsQuery().queryKey });
  const save = useMutation({
    mutationFn: () => saveKey(provider, key.trim()),
    onSuccess: async () => { setKey(""); toast("The key is stored, encrypted."); await refresh(); },
  });
  const remove = useMutation({ mutationFn: () => removeKey(provider), onSuccess: async () => { toast("The key is removed."); await refresh(); } });
  return (
    <Card title={titleOf(provider)} note={sentences[provider]} action={<Tag tone={state.isSet ? "good" : "neutral"}>{state.isSet ? (state.origin === "environment" ? "Set by the environment" : "Set") : "Not set"}</Tag>}>
      <form className={css.line} onSubmit={(event) => { event.preventDefault(); save.mutate(); }}>
        <PasswordInput className={css.grow} label={state.isSet ? "Replace the key" : "Key"} placeholder="Paste it here" value={key} autoComplete="off"
          description={state.origin === "environment" ? "A key stored here takes its place only when the environment has none." : undefined}
          onChange={(event) => setKey(event.currentTarget.value)} />
        <Button type="submit" disabled={key.trim() === ""} loading={save.isPending}>Save</Button>
        {state.origin === "stored" && <Button variant="default" loading={remove.isPending} onClick={() => remove.mutate()}>Remove</Button>}
      </form>
    </Card>
  );
}
