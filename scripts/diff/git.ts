import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run, type Result } from "../shared/system/command";
import { PROJECT } from "../../model/stack/project";
import { UsageError } from "../shared/terminal/usage-error";

/** A commit, and what the user called it. */
export interface Base {
    readonly name: string;
    readonly commit: string;
}

const git = (...args: readonly string[]): Promise<Result> => run("git", args, undefined, { cwd: PROJECT });

/** Where changes are merged to, the first that there is. */
const TRUNKS = ["origin/main", "main"] as const;

/**
 * The revision to compare with.
 *
 * @param name any name of a revision; by default where the current commit left the trunk.
 */
export async function baseOf(name: string | undefined): Promise<Base> {
    const repository = await git("rev-parse", "--git-dir");
    if (repository.code !== 0) throw new UsageError(`A git repository is needed: ${repository.stderr.trim()}`);
    if (name !== undefined) {
        const commit = await commitOf(name);
        if (commit !== undefined) return { name, commit };
        throw new UsageError(
            `There is no revision "${name}" here. A shallow clone has few of them: git fetch --unshallow, or git fetch origin BRANCH.`,
        );
    }
    for (const trunk of TRUNKS) {
        if ((await commitOf(trunk)) === undefined) continue;
        const { code, stdout } = await git("merge-base", "HEAD", trunk);
        if (code === 0) return { name: `merge base with ${trunk}`, commit: stdout.trim() };
    }
    throw new UsageError(`There is neither ${TRUNKS.join(" nor ")} here: name the revision to compare with.`);
}

async function commitOf(name: string): Promise<string | undefined> {
    const { code, stdout } = await git("rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`);
    return code === 0 ? stdout.trim() : undefined;
}

export const shortOf = ({ name, commit }: Base): string =>
    commit.startsWith(name) ? commit.slice(0, 12) : `${name} (${commit.slice(0, 12)})`;

/** Gives the project as it was at a commit, in a folder that is gone afterwards, however that ends. */
export async function withWorktree<T>(commit: string, work: (project: string) => Promise<T>): Promise<T> {
    const parent = mkdtempSync(join(tmpdir(), "go-coffee-diff-"));
    const folder = join(parent, "base");
    try {
        // Hooks of the user's are for the user's own checkouts.
        const added = await git("-c", "core.hooksPath=/dev/null", "worktree", "add", "--detach", folder, commit);
        if (added.code !== 0) throw new UsageError(`git can't check out ${commit}:\n${added.stderr.trim()}`);
        const { stdout } = await git("rev-parse", "--show-prefix");
        return await work(join(folder, stdout.trim()));
    } finally {
        // Twice: it may be locked, where it was interrupted while it was made.
        await git("worktree", "remove", "--force", "--force", folder);
        rmSync(parent, { recursive: true, force: true });
    }
}
