import { readFileSync } from "node:fs";
import { join } from "node:path";
import { generatedFiles } from "../../scripts/generate/generated-files";
import { PROJECT } from "../support/plan";

test.each(Object.entries(generatedFiles()))("%s is up to date (npm run generate)", (path, content) => {
    expect(readFileSync(join(PROJECT, path), "utf8")).toBe(content);
});
