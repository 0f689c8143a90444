/** One case of a topic file; which fields there are is the topic's own affair. */
export type Case = { readonly id: string; readonly group: string; readonly [field: string]: unknown };

/**
 * `test/vectors/topics/<topic>.ts` exports one of these as `topic`. Keys are groups or their beginnings; the longest that fits is used.
 * A check runs the case through the code in `src/` and throws when the outcome is not the expected one. A group with no check is
 * reported as having no code yet.
 */
export type Topic = { readonly groups: Readonly<Record<string, (vector: Case) => void | Promise<void>>> };

/** Thrown by a check for a case whose part of a group `src/` has no code for; the runner counts it as skipped and names the reason. */
export class NoCodeYet extends Error {}
