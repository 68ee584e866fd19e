import type { StackConfig } from "../config/schema";
import { page } from "./lib";
import { status } from "./parts/alerts";
import { health, results, sales } from "./parts/business";

/** The business at a glance, for executives. */
export const overview = (config: StackConfig) =>
    page(config, {
        name: "overview",
        description:
            "Is the business well right now: is coffee sold and paid for, are customers satisfied, do the services behind it work?",
        status: [status()],
        sections: [results(config), health(config), sales(config)],
    });
