/** `content`: rules and dashboards of one's own, from folders of the repository. */

import { z } from "zod";
import { shaped } from "./shapes";

const folder = shaped(/^(\.{0,2}\/)?[\w.-]+(\/[\w.-]+)*\/?$/, "a folder", "./content/rules");

export const content = z
    .strictObject({
        rules: folder
            .optional()
            .describe("Folder with rule files of Prometheus (*.yaml): each becomes a PrometheusRule, own-<file>."),
        dashboards: folder
            .optional()
            .describe(
                "Folder with dashboards (*.json), as Grafana exports them for sharing within itself; folders in it are Grafana's folders.",
            ),
    })
    .describe("Rules and dashboards of one's own, from folders beside the program.");
