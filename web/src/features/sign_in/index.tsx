import { Button, PasswordInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";

import { signIn } from "../../api/queries";
import { sentence } from "../../ui/states";
import css from "./sign_in.module.css";

export default function SignIn() {
  const client = useQueryClient();
  const [token, setToken] = useState("");
  const attempt = useMutation({
    mutationFn: signIn,
    meta: { showsFailure: true },
    onSuccess: () => client.invalidateQueries(),
  });
  useEffect(() => { document.title = "Sign in · Call Tracker"; }, []);
  const failure = attempt.error as { message: string; hint?: string | null } | null;
  return (
    <main className={css.page}>
      <form className={css.card} onSubmit={(event) => { event.preventDefault(); attempt.mutate(token); }}>
        <svg width="40" height="40" viewBox="0 0 32 32" aria-hidden>
          <rect width="32" height="32" rx="8" fill="#0f6f8f" />
          <path d="M7 21v-4M12 21v-9M17 21V9M22 21v-6M26 21v-3" stroke="#fff" strokeWidth="2.6" strokeLinecap="round" />
        </svg>
        <h1>Sign in to Call Tracker</h1>
        <p>This server asks for its token. Whoever started it has it: the value of CALLTRACKER_TOKEN.</p>
        <PasswordInput label="Token" size="md" value={token} onChange={(event) => setToken(event.currentTarget.value)} autoFocus required
          autoComplete="current-password" error={failure ? `${sentence(failure.message)} ${failure.hint ? sentence(failure.hint) : ""}` : null} />
        <Button type="submit" size="md" fullWidth loading={attempt.isPending} disabled={token === ""}>Sign in</Button>
      </form>
    </main>
  );
}
