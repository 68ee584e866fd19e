import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { isPlainObject, valueAt, type PlainObject } from "../../config/merge";
import { PROJECT } from "./plan";

/** The workflows and composite actions of the repository. */

export interface Workflow {
    /** Path in the repository. */
    readonly file: string;
    readonly text: string;
    readonly content: PlainObject;
}

export interface Step {
    /** File, and the job where it is a workflow's. */
    readonly where: string;
    /** The action that it is; empty where it is a script. */
    readonly uses: string;
    /** Its script; empty where it is an action. */
    readonly run: string;
    readonly with: unknown;
}

const folder = (path: string): readonly string[] =>
    readdirSync(join(PROJECT, path), { recursive: true, encoding: "utf8" })
        .filter((name) => /\.ya?ml$/.test(name))
        .map((name) => join(path, name));

function read(file: string): Workflow {
    const text = readFileSync(join(PROJECT, file), "utf8");
    const content: unknown = parse(text);
    if (!isPlainObject(content)) throw new Error(`${file} is empty`);
    return { file, text, content };
}

export const workflows = (): readonly Workflow[] => folder(".github/workflows").map(read);
export const actions = (): readonly Workflow[] => folder(".github/actions").map(read);

const objects = (list: unknown): readonly PlainObject[] => (Array.isArray(list) ? list.filter(isPlainObject) : []);

/** Jobs of a workflow by name. */
export const jobsOf = ({ content }: Workflow): readonly (readonly [string, PlainObject])[] =>
    Object.entries(isPlainObject(content.jobs) ? content.jobs : {}).flatMap(([name, job]) =>
        isPlainObject(job) ? [[name, job] as const] : [],
    );

const stepOf = (where: string, { uses, run, with: inputs }: PlainObject): Step => ({
    where,
    uses: typeof uses === "string" ? uses : "",
    run: typeof run === "string" ? run : "",
    with: inputs,
});

/** Steps of jobs and of composite actions. */
export const stepsOf = (workflow: Workflow): readonly Step[] => [
    ...objects(valueAt(workflow.content, ["runs", "steps"])).map((step) => stepOf(workflow.file, step)),
    ...jobsOf(workflow).flatMap(([name, job]) =>
        objects(job.steps).map((step) => stepOf(`${workflow.file} ${name}`, step)),
    ),
];
