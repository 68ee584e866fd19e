import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT } from "../support/plan";
import { unknownIn } from "../support/metrics";
import { logqlErrors, readPromql } from "../../scripts/shared/alerting/queries";
import { configOf, prometheusRulesOf } from "./harness/rules";

const RUNBOOKS = join(PROJECT, "rules", "runbooks");
const rules = prometheusRulesOf(configOf());

/** What can be pasted into Explore: LogQL begins with a brace, PromQL with a metric or a function of one. */
const isLogql = (code: string): boolean => code.startsWith("{") || /\(\{/.test(code);
const isPromql = (code: string): boolean =>
    /^[a-z][a-z0-9_:]*(\s*[({]| (by|offset) |$)/.test(code) && /[_(]/.test(code);

const codeIn = (file: string): readonly string[] =>
    [...readFileSync(join(RUNBOOKS, file), "utf8").matchAll(/`([^`]+)`/g)].flatMap(([, code]) =>
        code === undefined ? [] : [code],
    );

test.each(readdirSync(RUNBOOKS))("%s asks queries that can be asked", (file) => {
    const code = codeIn(file);
    const logql = code.filter(isLogql);
    const promql = code.filter((one) => !isLogql(one) && isPromql(one));
    expect(logql.flatMap((query) => logqlErrors(query))).toEqual([]);
    expect(promql.flatMap((query) => readPromql(query).errors)).toEqual([]);
    expect(promql.flatMap((query) => unknownIn(query, rules))).toEqual([]);
});

test.each(readdirSync(RUNBOOKS))("%s has something to look at first", (file) => {
    const code = codeIn(file);
    expect(code.some((one) => isLogql(one) || isPromql(one) || one.startsWith("kubectl"))).toBe(true);
});
