// Every question the page asks, as query options, and every order it gives, as plain functions.
import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";

import { getFile, getJson, sendForm, sendJson, withQuery, type QueryValue } from "./http";
import type { Call, CallPage, CallSummary, Dashboard, Estimate, Facets, Job, JobFailure, JobPage, LeadPage, Models, Rep,
  RunPage, Session, Settings, Source, SubmitOptions, Timeline, Workspace } from "./types";

export type Filters = Record<string, QueryValue>;
const id = encodeURIComponent;

// jobs
export const jobsQuery = (limit = 50) => queryOptions({
  queryKey: ["jobs", "list", limit],
  queryFn: ({ signal }) => getJson<JobPage>(withQuery("/api/jobs", { limit }), signal),
  refetchInterval: (query) =>
    query.state.data?.jobs.some((job) => job.status === "processing" || job.status === "pending") ? 3_000 : 30_000,
});
export const allJobsQuery = () => infiniteQueryOptions({
  queryKey: ["jobs", "all"],
  queryFn: ({ signal, pageParam }) => getJson<JobPage>(withQuery("/api/jobs", { limit: 50, cursor: pageParam }), signal),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.nextCursor,
});
export const jobQuery = (job: string) => queryOptions({
  queryKey: ["jobs", "one", job],
  queryFn: ({ signal }) => getJson<Job>(`/api/jobs/${id(job)}`, signal),
});
export const failuresQuery = (job: string) => queryOptions({
  queryKey: ["jobs", "failures", job],
  queryFn: ({ signal }) => getJson<{ failures: JobFailure[] }>(`/api/jobs/${id(job)}/failures`, signal),
});
export const changeJob = (job: string, change: "pause" | "resume" | "cancel" | "retry") =>
  sendJson<Job>("POST", `/api/jobs/${id(job)}/${change}`);
export const deleteJob = (job: string) => sendJson<void>("DELETE", `/api/jobs/${id(job)}`);
export const reportAddress = (job: string, format: "pdf" | "xlsx" | "csv" | "json") =>
  `/api/jobs/${id(job)}/report.${format}`;

function uploadForm(file: File, options: SubmitOptions): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined) continue;
    form.set(name, typeof value === "object" ? JSON.stringify(value) : String(value));
  }
  form.set("file", file, file.name);
  return form;
}
export const estimateJob = (file: File, options: SubmitOptions, signal?: AbortSignal) =>
  sendForm<Estimate>("/api/jobs/estimate", uploadForm(file, options), signal);
export const submitJob = (file: File, options: SubmitOptions) => sendForm<Job>("/api/jobs", uploadForm(file, options));
export const getSample = () => getFile("/api/sample/nwh-week.xlsx", "nwh-week.xlsx",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

// calls
export const callsQuery = (filters: Filters) => queryOptions({
  queryKey: ["calls", "page", filters],
  queryFn: ({ signal }) => getJson<CallPage>(withQuery("/api/calls", filters), signal),
  placeholderData: keepPreviousData,
});
export const allCallsQuery = (filters: Filters, limit = 200) => infiniteQueryOptions({
  queryKey: ["calls", "all", filters, limit],
  queryFn: ({ signal, pageParam }) =>
    getJson<CallPage>(withQuery("/api/calls", { ...filters, limit, cursor: pageParam }), signal),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.nextCursor,
  placeholderData: keepPreviousData,
  // A hundred thousand rows are neither compared one by one nor fetched again because a window got the focus.
  structuralSharing: false,
  refetchOnWindowFocus: false,
  staleTime: 30_000,
});
export const facetsQuery = (filters: Filters) => queryOptions({
  queryKey: ["calls", "facets", filters],
  queryFn: ({ signal }) => getJson<Facets>(withQuery("/api/calls/facets", filters), signal),
  placeholderData: keepPreviousData,
  staleTime: 30_000,
});
export const callQuery = (call: string) => queryOptions({
  queryKey: ["calls", "one", call],
  queryFn: ({ signal }) => getJson<Call>(`/api/calls/${id(call)}`, signal),
});
export const timelineQuery = (call: string) => queryOptions({
  queryKey: ["calls", "timeline", call],
  queryFn: ({ signal }) => getJson<Timeline>(`/api/calls/${id(call)}/timeline`, signal),
});
export const rerunCall = (call: string, choice: { provider?: string; preset?: string }) =>
  sendJson<Call>("POST", `/api/calls/${id(call)}/rerun`, choice);
export const swapSpeakers = (call: string) => sendJson<Call>("POST", `/api/calls/${id(call)}/swap-speakers`);
export const overrideLevel = (call: string, change: { category: string; level: number | null; reason?: string }) =>
  sendJson<Call>("POST", `/api/calls/${id(call)}/override`, change);
export const markContacted = (call: string, contacted: boolean) =>
  sendJson<CallSummary>("PUT", `/api/calls/${id(call)}/contacted`, { contacted });

// insight
const insightQuery = <T>(path: string, filters: Filters) => queryOptions({
  queryKey: ["insight", path, filters],
  queryFn: ({ signal }) => getJson<T>(withQuery(path, filters), signal),
  placeholderData: keepPreviousData,
});
export const dashboardQuery = (filters: Filters) => insightQuery<Dashboard>("/api/dashboard", filters);
export const repsQuery = (filters: Filters) => insightQuery<{ reps: Rep[] }>("/api/reps", filters);
export const repQuery = (name: string, filters: Filters) => insightQuery<Rep>(`/api/reps/${id(name)}`, filters);
export const sourcesQuery = (filters: Filters) => insightQuery<{ sources: Source[] }>("/api/sources", filters);

// leads
export const firstLeadsQuery = (filters: Filters) => queryOptions({
  queryKey: ["leads", "first", filters],
  queryFn: ({ signal }) => getJson<LeadPage>(withQuery("/api/leads", filters), signal),
  placeholderData: keepPreviousData,
});
/** How many there are of each group, whatever the list shows; deadlines pass meanwhile. */
export const leadTotalsQuery = (filters: Filters) => queryOptions({
  queryKey: ["leads", "totals", filters],
  queryFn: async ({ signal }) => (await getJson<LeadPage>(withQuery("/api/leads", { ...filters, limit: 1 }), signal)).totals ?? [],
  placeholderData: keepPreviousData,
  refetchInterval: 60_000,
});
export const allLeadsQuery = (filters: Filters, limit = 100) => infiniteQueryOptions({
  queryKey: ["leads", "all", filters, limit],
  queryFn: ({ signal, pageParam }) =>
    getJson<LeadPage>(withQuery("/api/leads", { ...filters, limit, cursor: pageParam }), signal),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.nextCursor,
  placeholderData: keepPreviousData,
  structuralSharing: false,
  refetchOnWindowFocus: false,
  staleTime: 30_000,
});
export const leadsCsvAddress = (filters: Filters) => withQuery("/api/leads.csv", filters);
export const repReportAddress = (name: string, job: string | null) =>
  withQuery(`/api/reps/${id(name)}/report.pdf`, { job });

// runs
export const runsQuery = (filters: Filters) => infiniteQueryOptions({
  queryKey: ["runs", filters],
  queryFn: ({ signal, pageParam }) => getJson<RunPage>(withQuery("/api/runs", { ...filters, cursor: pageParam }), signal),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.nextCursor,
  refetchInterval: 5_000,
});

// settings
export const settingsQuery = () => queryOptions({
  queryKey: ["settings"],
  queryFn: ({ signal }) => getJson<Settings>("/api/settings", signal),
  staleTime: 60_000,
});
export const modelsQuery = () => queryOptions({
  queryKey: ["models"],
  queryFn: ({ signal }) => getJson<Models>("/api/models", signal),
  staleTime: 60_000,
});
export const saveWorkspace = (workspace: Workspace) => sendJson<Settings>("PUT", "/api/settings/workspace", workspace);
export const resetWorkspace = () => sendJson<void>("DELETE", "/api/settings/workspace");
export const saveKey = (provider: string, key: string) => sendJson<void>("PUT", `/api/settings/keys/${id(provider)}`, { key });
export const removeKey = (provider: string) => sendJson<void>("DELETE", `/api/settings/keys/${id(provider)}`);
export const savePrivacy = (privacy: NonNullable<Settings["privacy"]>) =>
  sendJson<Settings>("PUT", "/api/settings/privacy", privacy);
export const adoptRep = (adoption: { name: string; rosterName: string | null; division: string }) =>
  sendJson<Settings>("POST", "/api/settings/reps", adoption);

// session
export const sessionQuery = () => queryOptions({
  queryKey: ["session"],
  queryFn: ({ signal }) => getJson<Session>("/api/session", signal),
  staleTime: Infinity,
});
export const signIn = (token: string) => sendJson<void>("POST", "/api/session", { token });
export const signOut = () => sendJson<void>("DELETE", "/api/session");
