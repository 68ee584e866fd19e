import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Result } from "../system/command";
import type { Cluster } from "./kubectl";

/** Files of any size through kubectl, which the usual calls would hold in memory as text. */

/** What a file holds, told without holding it. */
export interface Content {
    /** Bytes. */
    readonly size: number;
    readonly sha256: string;
}

/** Measures what passes. */
function meter(): { readonly stream: Transform; readonly content: () => Content } {
    const hash = createHash("sha256");
    let size = 0;
    const stream = new Transform({
        transform(chunk: Buffer, _, done) {
            hash.update(chunk);
            size += chunk.length;
            done(null, chunk);
        },
    });
    return { stream, content: () => ({ size, sha256: hash.digest("hex") }) };
}

/** What a file of this machine holds. */
export async function contentOf(file: string): Promise<Content> {
    const { stream, content } = meter();
    stream.resume();
    await pipeline(createReadStream(file), stream);
    return content();
}

/** Runs kubectl and keeps what it prints in a file that only its owner reads. */
export async function toFile(
    cluster: Cluster,
    args: readonly string[],
    file: string,
    signal: AbortSignal,
): Promise<Content & Pick<Result, "code" | "stderr">> {
    const child = spawn(cluster.kubectl, [...cluster.to(args)], {
        stdio: ["ignore", "pipe", "pipe"],
        env: process.env,
        signal,
    });
    const { stream, content } = meter();
    const [end] = await Promise.all([
        ended(child, child.stderr),
        pipeline(child.stdout, stream, createWriteStream(file, { mode: 0o600 })),
    ]);
    return { ...end, ...content() };
}

/** Runs kubectl with a file as its input. */
export async function fromFile(
    cluster: Cluster,
    args: readonly string[],
    file: string,
    signal: AbortSignal,
): Promise<Result> {
    const child = spawn(cluster.kubectl, [...cluster.to(args)], {
        stdio: ["pipe", "pipe", "pipe"],
        env: process.env,
        signal,
    });
    let stdout = "";
    child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
    const [end] = await Promise.all([
        ended(child, child.stderr),
        // A program that ends early says why on its standard error: that is told, not the broken pipe.
        pipeline(createReadStream(file), child.stdin).catch(() => undefined),
    ]);
    return { ...end, stdout };
}

const ended = (
    child: ReturnType<typeof spawn>,
    errors: NodeJS.ReadableStream,
): Promise<Pick<Result, "code" | "stderr">> =>
    new Promise((resolve, reject) => {
        let stderr = "";
        errors.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
        child.once("error", reject);
        child.once("close", (code) => {
            resolve({ code: code ?? 1, stderr });
        });
    });
