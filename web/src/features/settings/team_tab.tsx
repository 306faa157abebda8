// Who is on the team: names that were heard but are not known, the roster with its spellings, the divisions.
import { ActionIcon, Button, Select, TagsInput, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router-dom";

import { adoptRep, settingsQuery } from "../../api/queries";
import type { Settings, Workspace } from "../../api/types";
import { plural } from "../../domain/words";
import { IconPlus, IconTrash } from "../../ui/icons";
import { Card } from "../../ui/layout";
import { Empty } from "../../ui/states";
import { toast } from "../../ui/toast";
import type { TabProps } from "./index";
import { SaveBar } from "./save_bar";
import css from "./settings.module.css";
import { useWorkspaceDraft } from "./use_workspace";

export function TeamTab({ settings }: TabProps) {
  if (!settings.workspace) return <Card><Empty title="The roster cannot be changed from here">This server reads it from its workspace file only.</Empty></Card>;
  return (
    <div className={css.stack}>
      <UnknownNames unknown={settings.unknownReps ?? []} workspace={settings.workspace} />
      <Roster stored={settings.workspace} />
    </div>
  );
}

function UnknownNames({ unknown, workspace }: { unknown: NonNullable<Settings["unknownReps"]>; workspace: Workspace }) {
  if (unknown.length === 0) return null;
  return (
    <Card title="Heard on calls, but not on the roster" note="A name may be a new rep, or another spelling of one you have.">
      <ul className={css.rows}>{unknown.map((rep) => <UnknownName key={rep.name} name={rep.name} calls={rep.calls} workspace={workspace} />)}</ul>
    </Card>
  );
}

function UnknownName({ name, calls, workspace }: { name: string; calls: number; workspace: Workspace }) {
  const client = useQueryClient();
  const [rosterName, setRosterName] = useState<string>("");
  const [division, setDivision] = useState(workspace.divisions[0]?.name ?? "");
  const adopt = useMutation({
    mutationFn: () => adoptRep({ name, rosterName: rosterName || null, division: rosterName ? (workspace.reps.find((rep) => rep.name === rosterName)?.division ?? division) : division }),
    onSuccess: (settings) => {
      client.setQueryData(settingsQuery().queryKey, settings);
      void client.invalidateQueries({ queryKey: ["insight"] });
      toast(rosterName ? `“${name}” is ${rosterName} from now on.` : `${name} is on the roster.`);
    },
  });
  return (
    <li>
      <div className={css.grow}><strong>{name}</strong><div className={css.soft}><Link to={`/calls?rep=${encodeURIComponent(name)}`}>{plural(calls, "call")}</Link></div></div>
      <Select aria-label={`Who ${name} is`} data={[{ value: "", label: "A new rep" }, ...workspace.reps.map((rep) => ({ value: rep.name, label: `Same as ${rep.name}` }))]} value={rosterName} allowDeselect={false} searchable onChange={(value) => setRosterName(value ?? "")} />
      {rosterName === "" && <Select aria-label={`Division of ${name}`} data={workspace.divisions.map((each) => each.name)} value={division} allowDeselect={false} onChange={(value) => setDivision(value ?? "")} />}
      <Button variant="default" loading={adopt.isPending} onClick={() => adopt.mutate()}>Adopt</Button>
    </li>
  );
}

function Roster({ stored }: { stored: Workspace }) {
  const draft = useWorkspaceDraft(stored);
  const { reps, divisions } = draft.workspace;
  const setRep = (at: number, part: Partial<Workspace["reps"][number]>) => draft.change({ reps: reps.map((rep, other) => (other === at ? { ...rep, ...part } : rep)) });
  const isComplete = reps.every((rep) => rep.name.trim() !== "") && divisions.every((division) => division.name.trim() !== "");
  const renameDivision = (at: number, name: string) => {
    const before = divisions[at]?.name;
    draft.change({
      divisions: divisions.map((division, other) => (other === at ? { ...division, name } : division)),
      reps: reps.map((rep) => (rep.division === before ? { ...rep, division: name } : rep)),
    });
  };
  return (
    <>
      <Card title="Roster" note="Other spellings and nicknames count as the same person: speech-to-text writes names as it hears them."
        action={<Button size="compact-sm" variant="light" leftSection={<IconPlus size={14} />} onClick={() => draft.change({ reps: [...reps, { name: "", aliases: [], division: divisions[0]?.name ?? "" }] })}>Add a rep</Button>}>
        <ul className={css.rows}>
          {reps.map((rep, at) => (
            <li key={at}>
              <TextInput className={css.grow} aria-label="Name" placeholder="First and last name" value={rep.name} onChange={(event) => setRep(at, { name: event.currentTarget.value })} />
              <TagsInput className={css.growMore} aria-label={`Other spellings of ${rep.name}`} placeholder={rep.aliases.length === 0 ? "Other spellings" : ""} value={rep.aliases} onChange={(aliases) => setRep(at, { aliases })} />
              <Select aria-label={`Division of ${rep.name}`} data={divisions.map((division) => division.name)} value={rep.division} allowDeselect={false} onChange={(division) => setRep(at, { division: division ?? "" })} />
              <ActionIcon variant="subtle" color="gray" size="lg" aria-label={`Take ${rep.name || "this rep"} off the roster`} onClick={() => draft.change({ reps: reps.filter((_, other) => other !== at) })}><IconTrash size={17} /></ActionIcon>
            </li>
          ))}
        </ul>
      </Card>
      <Card title="Divisions" note="Reps, calls and leads are grouped by these.">
        <ul className={css.rows}>
          {divisions.map((division, at) => (
            <li key={at}>
              <TextInput className={css.grow} aria-label="Division" value={division.name} onChange={(event) => renameDivision(at, event.currentTarget.value)} />
              <TagsInput className={css.growMore} aria-label={`Words that point to ${division.name}`} value={division.keywords ?? []} placeholder={division.keywords?.length ? "" : "Words that point to it"}
                onChange={(keywords) => draft.change({ divisions: divisions.map((old, other) => (other === at ? { ...old, keywords } : old)) })} />
            </li>
          ))}
        </ul>
      </Card>
      <SaveBar isChanged={draft.isChanged} isSaving={draft.isSaving} failure={draft.failure} canSave={isComplete} onSave={draft.save} onDiscard={draft.discard} />
    </>
  );
}
