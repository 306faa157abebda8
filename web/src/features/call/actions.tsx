// What one can do with a call: mark it, hear it, exchange the speakers, have it analysed again.
import { ActionIcon, Button, Group, Menu, Modal, SegmentedControl, Select, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { callQuery, modelsQuery, rerunCall, settingsQuery, swapSpeakers } from "../../api/queries";
import type { Call } from "../../api/types";
import { ContactedButton } from "../../domain/contacted";
import { titleOf } from "../../domain/words";
import { Confirm } from "../../ui/confirm";
import { IconArrowsExchange, IconCopy, IconDotsVertical, IconExternalLink, IconMicrophone, IconRefresh } from "../../ui/icons";
import { toast } from "../../ui/toast";
import css from "./call.module.css";
import { recordingLink } from "./links";

export function Actions({ call, name }: { call: Call; name: string }) {
  const [asking, setAsking] = useState<"swap" | "rerun" | null>(null);
  const recording = recordingLink(call.recordingUrl);
  const canRun = call.transcriptTurns.length > 0 && call.status !== "pending";
  const copy = () => void navigator.clipboard?.writeText(window.location.href).then(() => toast("The link is copied."));
  return (
    <>
      {call.lead && <ContactedButton call={call.id} name={name} contactedAt={call.contactedAt} />}
      {recording && (
        <Button component="a" href={recording} target="_blank" rel="noopener noreferrer" variant="default" leftSection={<IconMicrophone size={16} />} rightSection={<IconExternalLink size={14} />} classNames={{ section: css.recordingMark }}>Recording</Button>
      )}
      <Menu position="bottom-end" shadow="md" width={240}>
        <Menu.Target><ActionIcon variant="default" size={36} aria-label="More actions"><IconDotsVertical size={18} /></ActionIcon></Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconRefresh size={16} />} disabled={!canRun} onClick={() => setAsking("rerun")}>Analyse again…</Menu.Item>
          <Menu.Item leftSection={<IconArrowsExchange size={16} />} disabled={!canRun} onClick={() => setAsking("swap")}>Swap the speakers…</Menu.Item>
          <Menu.Item leftSection={<IconCopy size={16} />} onClick={copy}>Copy the link</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Swap call={call} isOpen={asking === "swap"} onClose={() => setAsking(null)} />
      {asking === "rerun" && <Rerun call={call} onClose={() => setAsking(null)} />}
    </>
  );
}

/** An order after which the call is analysed once more. */
function useAgain<Choice>(call: Call, order: (choice: Choice) => Promise<Call>, message: string, onClose: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: order,
    onSuccess: () => {
      toast(message);
      onClose();
      void client.invalidateQueries({ queryKey: callQuery(call.id).queryKey });
      void client.invalidateQueries({ queryKey: ["calls", "timeline", call.id] });
      void client.invalidateQueries({ queryKey: ["jobs"] });
    },
  });
}

function Swap({ call, isOpen, onClose }: { call: Call; isOpen: boolean; onClose: () => void }) {
  const swap = useAgain(call, () => swapSpeakers(call.id), "The speakers are exchanged; the call is analysed again.", onClose);
  return (
    <Confirm isOpen={isOpen} title="Swap the speakers?" confirmLabel="Swap and analyse again" isBusy={swap.isPending} onConfirm={() => swap.mutate(undefined)} onClose={onClose}>
      <Text size="sm">What the file says the rep said becomes the caller’s, and the other way round. The call is measured and analysed again; overrides are kept.</Text>
    </Confirm>
  );
}

function Rerun({ call, onClose }: { call: Call; onClose: () => void }) {
  const models = useQuery(modelsQuery()).data;
  const keys = useQuery(settingsQuery()).data?.keys;
  const providers = ["offline", "anthropic", "openai"].map((name) => ({
    value: name, label: `${titleOf(name)}${name !== "offline" && keys && !keys[name]?.isSet ? " (no key yet)" : ""}`,
    disabled: name !== "offline" && keys !== undefined && !keys[name]?.isSet,
  }));
  const [provider, setProvider] = useState<string>(models?.provider ?? "offline");
  const [preset, setPreset] = useState<string>(models?.preset ?? "balanced");
  const rerun = useAgain(call, rerunCall.bind(null, call.id), "The call is being analysed again.", onClose);
  const chosen = models?.presets[preset];
  return (
    <Modal opened onClose={onClose} title={<Text fw={620}>Analyse this call again</Text>} closeButtonProps={{ "aria-label": "Close" }}>
      <div className={css.form}>
        <Select label="Who analyses" data={providers} value={provider} onChange={(value) => value && setProvider(value)} allowDeselect={false} />
        {provider !== "offline" && (
          <div>
            <Text size="sm" fw={500} mb={6}>Models</Text>
            <SegmentedControl fullWidth data={Object.keys(models?.presets ?? { economy: 1, balanced: 1, best: 1 }).map((name) => ({ value: name, label: titleOf(name) }))} value={preset} onChange={setPreset} aria-label="Models" />
            {chosen && <Text size="sm" mt={6} className={css.soft}>{chosen.silver} reads, {chosen.gold} scores.</Text>}
          </div>
        )}
        <Text size="sm" className={css.soft}>The new result replaces this one. The timeline keeps both runs.</Text>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>Cancel</Button>
          <Button loading={rerun.isPending} onClick={() => rerun.mutate(provider === "offline" ? { provider } : { provider, preset })}>Analyse again</Button>
        </Group>
      </div>
    </Modal>
  );
}
