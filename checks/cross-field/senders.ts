import { or, set, type Problem } from "../../config/problems";
import type { Check } from "./contract";

/** What applications must prove, and what would pass by it. */
export const senderProblems: Check = ({ collector, demo }) => {
    if (collector.authentication.type === "none") return [];
    const open = or(set("collector.authentication.type", "none"));
    const problems: Problem[] = [];
    if (collector.plainOtlp)
        problems.push({
            key: "collector.plainOtlp",
            value: true,
            problem: "lets applications in without TLS, where they can prove nothing (collector.authentication)",
            fix: `${set("collector.plainOtlp", false)}${open}`,
        });
    if (demo.enabled)
        problems.push({
            key: "demo.enabled",
            value: true,
            problem: "the demo has nothing to prove to the collectors (collector.authentication)",
            fix: `${set("demo.enabled", false)}${open}`,
        });
    return problems;
};
