/** Templates of messages, as files that Alertmanager reads. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const FOLDER = join(__dirname, "templates");
/** What stands in titles. */
const TITLE = "title.tmpl";

/**
 * Titles for media that read Markdown: the same templates, whose every name is of `go-coffee.markdown`, so that what they
 * escape with (`plain`) is Markdown's. A template can't be told which one to use.
 */
const inMarkdown = (text: string): string => text.replaceAll('"go-coffee.', '"go-coffee.markdown.');

export function templates(): { readonly [file: string]: string } {
    const written = Object.fromEntries(
        readdirSync(FOLDER).map((file) => [file, readFileSync(join(FOLDER, file), "utf8")]),
    );
    return { ...written, "title-markdown.tmpl": inMarkdown(written[TITLE] ?? "") };
}
