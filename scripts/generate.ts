import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { main } from "./cli";
import { generatedFiles } from "./generate/files";
import { PROJECT } from "./plan/run";

main(() => {
    for (const [path, content] of Object.entries(generatedFiles())) {
        writeFileSync(join(PROJECT, path), content);
        console.log(`wrote ${path}`);
    }
    return Promise.resolve();
});
