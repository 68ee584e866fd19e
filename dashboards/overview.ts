import type { StackConfig } from "../config/schema";
import { page } from "./lib";
import { aiAndWeb3, health, results, sales } from "./parts/business";

/** The business at a glance, for executives. */
export const overview = (config: StackConfig) =>
    page(config, {
        name: "overview",
        description:
            "The business at a glance: what is sold, whether customers are satisfied, whether the services behind it are well.",
        sections: [results(config), sales(config), aiAndWeb3(config), health(config)],
    });
