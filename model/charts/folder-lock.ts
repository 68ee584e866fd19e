import { z } from "zod";

/** The lock of a folder of charts: what was pulled, by digest. It is in the folder, beside the archives. */
export const LOCK_FILE = "charts.lock.json";

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, "must be a SHA-256 in hexadecimal");

const schema = z.strictObject({
    version: z.literal(1),
    /** Each chart of ../charts.ts once. */
    charts: z.array(z.strictObject({ name: z.string().min(1), version: z.string().min(1), sha256 })),
    /** Every image of the stacks; the digest where its registry told it. */
    images: z.array(z.strictObject({ image: z.string().min(1), digest: z.string().min(1).optional() })),
});

type Locked = z.output<typeof schema>;
export type LockedChart = Readonly<Locked["charts"][number]>;
export type LockedImage = Readonly<Locked["images"][number]>;
export interface ChartLock {
    readonly charts: readonly LockedChart[];
    readonly images: readonly LockedImage[];
}

const byText =
    <T>(text: (of: T) => string) =>
    (a: T, b: T): number =>
        text(a) < text(b) ? -1 : 1;

/** The lock as a file: the same charts and images give the same bytes. */
export function lockText({ charts, images }: ChartLock): string {
    const content: Locked = {
        version: 1,
        charts: charts
            .map(({ name, version, sha256 }) => ({ name, version, sha256 }))
            .sort(byText(({ name, version }) => `${name} ${version}`)),
        images: images
            .map(({ image, digest }) => ({ image, ...(digest === undefined ? {} : { digest }) }))
            .sort(byText(({ image }) => image)),
    };
    return `${JSON.stringify(content, null, 2)}\n`;
}

export type ParsedLock =
    { readonly ok: true; readonly lock: ChartLock } | { readonly ok: false; readonly reason: string };

/** Reads a lock; why it is none otherwise. */
export function parseLock(text: string): ParsedLock {
    let content: unknown;
    try {
        content = JSON.parse(text);
    } catch {
        return { ok: false, reason: "it is no JSON" };
    }
    const result = schema.safeParse(content);
    if (result.success) return { ok: true, lock: result.data };
    const [issue] = result.error.issues;
    return { ok: false, reason: `${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}`.replace(/^: /, "") };
}
