import { NumberInput, Switch } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { savePrivacy, settingsQuery } from "../../api/queries";
import type { Settings } from "../../api/types";
import { IconShieldLock } from "../../ui/icons";
import { Card, Columns } from "../../ui/layout";
import { Empty, sentence } from "../../ui/states";
import { toast } from "../../ui/toast";
import type { TabProps } from "./index";
import { SaveBar } from "./save_bar";
import css from "./settings.module.css";

type Privacy = NonNullable<Settings["privacy"]>;
const titles: [keyof Privacy["redact"], string, string][] = [
  ["card", "Payment cards", "numbers that pass the card check"],
  ["ssn", "Social security numbers", "nine digits in their usual shapes"],
  ["email", "E-mail addresses", ""],
  ["phone", "Phone numbers", "leads still show them: they are put back here"],
];

export function PrivacyTab({ settings }: TabProps) {
  if (!settings.privacy) return <Card><Empty icon={<IconShieldLock size={22} stroke={1.7} />} title="This server has no privacy settings yet">Update calltracker to redact and to set how long calls are kept.</Empty></Card>;
  return <Form stored={settings.privacy} />;
}

function Form({ stored }: { stored: Privacy }) {
  const client = useQueryClient();
  const [draft, setDraft] = useState<Privacy | null>(null);
  const privacy = draft ?? stored;
  const save = useMutation({
    mutationFn: savePrivacy,
    meta: { showsFailure: true },
    onSuccess: (settings) => { client.setQueryData(settingsQuery().queryKey, settings); setDraft(null); toast("Saved."); },
  });
  return (
    <div className={css.stack}>
      <Columns least={380} stretch>
        <Card title="Leave out before anything is sent" note="A model never sees what is switched on here. It is replaced by a placeholder and put back on this machine.">
          <div className={css.stack}>
            {titles.map(([name, title, note]) => (
              <Switch key={name} label={title} description={note ? sentence(note) : undefined} checked={privacy.redact[name]}
                onChange={(event) => setDraft({ ...privacy, redact: { ...privacy.redact, [name]: event.currentTarget.checked } })} />
            ))}
          </div>
        </Card>
        <Card title="How long calls are kept" note="Older jobs are deleted with their transcripts. Empty: until you delete them.">
          <NumberInput className={css.short} label="Days" placeholder="For ever" min={1} max={36_500} allowDecimal={false} value={privacy.retentionDays ?? ""}
            onChange={(value) => setDraft({ ...privacy, retentionDays: typeof value === "number" ? value : null })} />
        </Card>
      </Columns>
      <SaveBar isChanged={draft !== null} isSaving={save.isPending} failure={save.error} onSave={() => draft && save.mutate(draft)} onDiscard={() => { setDraft(null); save.reset(); }} />
    </div>
  );
}
