// A question is known by an id made from its words when it is new, and keeps it: answers of past calls are stored under it.
const kLengthMax = 40;
const carrying = new Set(["a", "an", "the", "did", "does", "do", "was", "were", "is", "are", "has", "have", "rep", "agent", "we", "to", "of", "for", "and", "or"]);

/** "Did the rep offer financing?" → "offer-financing", unlike any of `taken`. */
export function questionId(text: string, taken: string[]): string {
  const plain = text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/['’]/g, "");
  const words = plain.split(/[^a-z0-9]+/).filter((word) => word !== "");
  const telling = words.filter((word) => !carrying.has(word));
  let id = "";
  for (const word of telling.length > 0 ? telling : words) {
    if ((id + word).length >= kLengthMax - 4) break;
    id += id === "" ? word : `-${word}`;
  }
  id ||= "question";
  if (!taken.includes(id)) return id;
  let n = 2;
  while (taken.includes(`${id}-${n}`)) n += 1;
  return `${id}-${n}`;
}
