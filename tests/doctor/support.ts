import type { Finding } from "../../scripts/shared/terminal/findings";
import { dev, prod } from "../../scripts/shared/loopback/examples";

export const DEV = dev().config;
export const PROD = prod().config;
/** What is found, a line each. */
export const said = (findings: readonly Finding[]): readonly string[] =>
    findings.map(({ check, outcome, found }) => `${outcome} ${check}: ${found}`);
/** What is to be done about it. */
export const remedies = (findings: readonly Finding[]): string => findings.map(({ remedy }) => remedy ?? "").join("\n");
