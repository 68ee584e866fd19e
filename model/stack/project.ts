import { join } from "node:path";

/** Folder of the project: relative paths in its configuration start here, wherever a command is run. */
export const PROJECT = join(__dirname, "../..");
