import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";

import { Problem } from "../api/http";
import { sessionQuery } from "../api/queries";
import { toastFailure } from "../ui/toast";

const kRetries = 2;

/** Only a server that did not answer, or stumbled, is worth asking the same again. */
function isPassing(error: unknown): boolean {
  return error instanceof Problem && (error.isUnreachable || error.status === 503);
}

function askForToken(error: unknown) {
  if (error instanceof Problem && error.needsSignIn) void queryClient.invalidateQueries({ queryKey: sessionQuery().queryKey });
}

export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: askForToken }),
  mutationCache: new MutationCache({
    onError: (error, _variables, _context, mutation) => {
      askForToken(error);
      // A form that shows its own failure says so.
      if (!mutation.meta?.showsFailure) toastFailure(error);
    },
  }),
  defaultOptions: {
    queries: { retry: (count, error) => count < kRetries && isPassing(error), staleTime: 5_000, networkMode: "always" },
    mutations: { networkMode: "always" },
  },
});
