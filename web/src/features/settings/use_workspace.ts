// The workspace as a draft: changed in pieces, saved as a whole.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { resetWorkspace, saveWorkspace, settingsQuery } from "../../api/queries";
import type { Settings, Workspace } from "../../api/types";
import { toast } from "../../ui/toast";

export function useWorkspaceDraft(stored: Workspace) {
  const client = useQueryClient();
  const [draft, setDraft] = useState<Workspace | null>(null);
  const save = useMutation({
    mutationFn: saveWorkspace,
    meta: { showsFailure: true },
    onSuccess: async (settings: Settings) => {
      client.setQueryData(settingsQuery().queryKey, settings);
      setDraft(null);
      toast("Saved. It holds for analyses from now on.");
      await client.invalidateQueries({ queryKey: settingsQuery().queryKey });
    },
  });
  const reset = useMutation({
    mutationFn: resetWorkspace,
    onSuccess: async () => { setDraft(null); toast("Back to the original workspace."); await client.invalidateQueries({ queryKey: settingsQuery().queryKey }); },
  });
  const workspace = draft ?? stored;
  return {
    workspace,
    isChanged: draft !== null,
    change: (part: Partial<Workspace>) => setDraft({ ...workspace, ...part }),
    discard: () => { setDraft(null); save.reset(); },
    save: () => draft && save.mutate(draft),
    isSaving: save.isPending,
    failure: save.error,
    reset: () => reset.mutate(),
    isResetting: reset.isPending,
  };
}

/** Weights in percent as typed, scaled so that they add up to one. */
export function normalisedWeights(percents: number[]): number[] {
  const sum = percents.reduce((total, percent) => total + percent, 0);
  return sum > 0 ? percents.map((percent) => percent / sum) : percents;
}
