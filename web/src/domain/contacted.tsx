// Marks a lead as called back: at once on the page, for good on the server, and back again on request.
import { Button } from "@mantine/core";
import { useMutation, useQueryClient, type InfiniteData, type QueryClient } from "@tanstack/react-query";

import { callQuery, markContacted } from "../api/queries";
import type { Call, CallPage, LeadPage } from "../api/types";
import { IconCheck, IconPhone } from "../ui/icons";
import { toastFailure } from "../ui/toast";
import { toastWithUndo } from "../ui/undo_toast";

/** Writes the fact into everything shown that holds this call. */
function write(client: QueryClient, call: string, contactedAt: string | null) {
  client.setQueryData<Call>(callQuery(call).queryKey, (before) => (before ? { ...before, contactedAt } : before));
  const marked = (page: LeadPage): LeadPage => ({ ...page, leads: page.leads.map((lead) => (lead.callId === call ? { ...lead, contactedAt } : lead)) });
  client.setQueriesData<LeadPage>({ queryKey: ["leads", "first"] }, (before) => before && marked(before));
  client.setQueriesData<InfiniteData<LeadPage>>({ queryKey: ["leads", "all"] }, (before) => before && { ...before, pages: before.pages.map(marked) });
  client.setQueriesData<InfiniteData<CallPage>>({ queryKey: ["calls", "all"] }, (before) => before && {
    ...before,
    pages: before.pages.map((page) => ({
      ...page, calls: page.calls.map((each) => (each.id === call ? { ...each, contactedAt } : each)),
    })),
  });
}

export function useContacted() {
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: ({ call, isContacted }: { call: string; isContacted: boolean }) => markContacted(call, isContacted),
    meta: { showsFailure: true },
    onMutate: ({ call, isContacted }) => write(client, call, isContacted ? new Date().toISOString() : null),
    onSuccess: (summary, { call }) => {
      write(client, call, summary.contactedAt);
      // Lists that are not in sight take the lead up in its new place when they are opened.
      void client.invalidateQueries({ queryKey: ["leads"], refetchType: "none" });
      void client.invalidateQueries({ queryKey: ["leads", "totals"] });
    },
    onError: (error, { call, isContacted }) => {
      write(client, call, isContacted ? null : new Date().toISOString());
      toastFailure(error);
    },
  });
  return (call: string, isContacted: boolean, name: string) => {
    change.mutate({ call, isContacted });
    const message = isContacted ? `${name} is marked as contacted.` : `${name} waits for a call again.`;
    toastWithUndo(message, () => change.mutate({ call, isContacted: !isContacted }));
  };
}

interface ButtonProps { call: string; name: string; contactedAt: string | null | undefined; size?: string }

export function ContactedButton({ call, name, contactedAt, size }: ButtonProps) {
  const mark = useContacted();
  const isContacted = Boolean(contactedAt);
  return (
    <Button size={size ?? "sm"} variant={isContacted ? "light" : "default"} aria-pressed={isContacted}
      leftSection={isContacted ? <IconCheck size={15} /> : <IconPhone size={15} />}
      onClick={() => mark(call, !isContacted, name)}>
      {isContacted ? "Contacted" : "Mark as contacted"}
    </Button>
  );
}
