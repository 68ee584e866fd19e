import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { PROJECT } from "./plan";
import { run, temporaryFolder } from "../../scripts/shared/loopback/programs";

/** The project as it is in the working tree, in a git repository of its own with one commit on main. */
export interface ProjectCopy {
    readonly folder: string;
    readonly git: (...args: readonly string[]) => string;
    /** Replaces a text of a file, which must be there. */
    readonly edit: (file: string, from: string, to: string) => void;
    readonly write: (file: string, text: string) => void;
    /** Commits everything: its hash. */
    readonly commit: () => string;
    /** Back to the first commit. */
    readonly reset: () => void;
}

const AUTHOR = ["-c", "user.name=Made Up", "-c", "user.email=made-up@example.com", "-c", "commit.gpgsign=false"];

export function projectCopy(): ProjectCopy {
    const folder = temporaryFolder("project");
    const git = (...args: readonly string[]): string => {
        const { code, output } = run("git", ["-C", folder, ...AUTHOR, ...args]);
        if (code !== 0) throw new Error(`git ${args.join(" ")}: ${output}`);
        return output.trim();
    };
    const files = run("git", ["-C", PROJECT, "ls-files", "-z", "--cached", "--others", "--exclude-standard"]).output;
    for (const file of files.split("\0").filter((name) => name !== "" && name !== "node_modules")) {
        if (!existsSync(join(PROJECT, file))) continue;
        mkdirSync(dirname(join(folder, file)), { recursive: true });
        cpSync(join(PROJECT, file), join(folder, file));
    }
    git("init", "--quiet", "--initial-branch=main");
    // A link isn't what the project's own list leaves out, a folder.
    writeFileSync(join(folder, ".git", "info", "exclude"), "/node_modules\n");
    symlinkSync(join(PROJECT, "node_modules"), join(folder, "node_modules"));
    const commit = (): string => {
        git("add", "--all");
        git("commit", "--quiet", "--no-verify", "--message", "made up");
        return git("rev-parse", "HEAD");
    };
    const first = commit();
    const write = (file: string, text: string): void => {
        writeFileSync(join(folder, file), text);
    };
    return {
        folder,
        git,
        write,
        commit,
        edit: (file, from, to) => {
            const text = readFileSync(join(folder, file), "utf8");
            if (!text.includes(from)) throw new Error(`${file} doesn't have ${from}`);
            write(file, text.replace(from, to));
        },
        reset: () => {
            git("reset", "--quiet", "--hard", first);
            git("clean", "--quiet", "--force", "-d");
        },
    };
}
