import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { createBrowserRouter, Link, Navigate, useRouteError } from "react-router-dom";

import { jobsQuery } from "../api/queries";
import { Page } from "../ui/layout";
import { Empty, Failed, Loaded } from "../ui/states";
import { Gate } from "./gate";
import { loaders } from "./places";

/** With nothing analysed yet there is nothing to see but the way to begin. */
function Home() {
  const jobs = useQuery(jobsQuery());
  return <Loaded query={jobs}>{(page) => <Navigate replace to={page.jobs.length > 0 ? "/dashboard" : "/new"} />}</Loaded>;
}

function NoSuchPage() {
  return (
    <Page title="No such page">
      <Empty title="Nothing lives at this address" actions={<Button component={Link} to="/">Go to the start</Button>}>
        The link may be old, or mistyped.
      </Empty>
    </Page>
  );
}

/** A page whose script could not be loaded, most likely because the server was updated meanwhile; or a fault of ours. */
function Broken() {
  const error = useRouteError();
  return (
    <Page title="This page could not be shown">
      <Failed error={error instanceof Error ? error : new Error("something unexpected happened")} retry={() => window.location.reload()} />
    </Page>
  );
}

export const router = createBrowserRouter([
  {
    path: "/",
    element: <Gate />,
    errorElement: <Broken />,
    hydrateFallbackElement: <></>,
    children: [
      { index: true, element: <Home /> },
      ...Object.entries(loaders).map(([path, load]) => ({
        path,
        errorElement: <Broken />,
        lazy: async () => ({ Component: (await load()).default }),
      })),
      { path: "*", element: <NoSuchPage /> },
    ],
  },
], { future: { v7_relativeSplatPath: true, v7_fetcherPersist: true, v7_normalizeFormMethod: true, v7_partialHydration: true, v7_skipActionErrorRevalidation: true } });
