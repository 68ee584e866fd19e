/** `npm run generate`: writes what is generated and committed. */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { main } from "./shared/terminal/arguments";
import { generatedFiles } from "./generate/generated-files";
import { PROJECT } from "../model/stack/project";

main(() => {
    for (const [path, content] of Object.entries(generatedFiles())) {
        writeFileSync(join(PROJECT, path), content);
        console.log(`wrote ${path}`);
    }
    return Promise.resolve();
});
