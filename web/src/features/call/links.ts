/** The recording's address, if a click on it can only open a page: the column may hold anything. */
export function recordingLink(address: string | null | undefined): string | null {
  try {
    const { protocol, href } = new URL(address ?? "");
    return protocol === "https:" || protocol === "http:" ? href : null;
  } catch {
    return null;
  }
}
