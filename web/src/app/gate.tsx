// Lets in whoever may come in: everybody where no token is set, else those who have given it.
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";

import { sessionQuery, settingsQuery } from "../api/queries";
import { FormatProvider } from "../ui/format";
import { Page } from "../ui/layout";
import { Failed } from "../ui/states";
import { ServerLine } from "./server_line";
import { Shell } from "./shell";

const SignIn = lazy(() => import("../features/sign_in"));

function Inside() {
  const settings = useQuery(settingsQuery()).data;
  const zone = settings?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  return <FormatProvider zone={zone}><Shell /></FormatProvider>;
}

export function Gate() {
  const session = useQuery(sessionQuery());
  if (session.data?.needsToken && !session.data.signedIn) return <Suspense><SignIn /></Suspense>;
  if (session.data) return <Inside />;
  if (session.error) {
    return (
      <main>
        <ServerLine />
        <Page title="Call Tracker"><Failed error={session.error} retry={() => void session.refetch()} /></Page>
      </main>
    );
  }
  return null;
}
