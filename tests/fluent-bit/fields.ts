import type { LOG_LEVELS } from "../../model/telemetry/labels";

/** JSON lines, and what becomes of their level, service and large numbers. */

export interface Field {
    readonly line: string;
    readonly level?: keyof typeof LOG_LEVELS;
    /** Default: the container's name. */
    readonly service?: string;
    /** Whether the line stays a text. */
    readonly whole?: true;
}
const field = (fields: string, more: Omit<Field, "line"> = {}): Field => ({
    line: `{"message":"${fields.replaceAll(/\W/g, "")}",${fields}}`,
    ...more,
});
export const FIELDS: readonly Field[] = [
    field('"level":"ERROR+2"', { level: "error" }),
    field('"level":"WARN-1"', { level: "warn" }),
    field('"level":"DEBUG+3"', { level: "debug" }),
    field('"level":" Info "', { level: "info" }),
    field('"level":"[warning]"', { level: "warn" }),
    field('"level":40.0', { level: "warn" }),
    field('"level":"60.0"', { level: "fatal" }),
    field('"level":"W"', { level: "warn" }),
    field('"level":300,"level_name":"WARNING"', { level: "warn" }),
    field('"Level":"Critical"', { level: "fatal" }),
    field('"LEVEL":"trace"', { level: "trace" }),
    field('"LogLevel":"Information"', { level: "info" }),
    field('"log":{"level":"warn","origin":"a"}', { level: "warn" }),
    field('"level":"\\u001b[35mdebug\\u001b[0m"', { level: "debug" }),
    field('"level":"ERRORS"'),
    field('"level":"INFO+"'),
    field('"level":"3 errors"'),
    field('"level":17'),
    field('"level":"level 5"'),
    field('"game":{"level":30}'),
    field('"service":"grinder"', { service: "grinder" }),
    field('"service":{"name":"roaster","version":"2"}', { service: "roaster" }),
    field('"service":{"id":7},"app":"shelf"', { service: "shelf" }),
    field('"svc":"cup-api"', { service: "cup-api" }),
    field('"service":7'),
    field('"service":""'),
    field('"service":"   "'),
    field('"service":["a"]'),
    field('"app":{"name":1}'),
    field('"service":false'),
    field('"service":null'),
    field('"service":"null"'),
    field('"wei":9223372036854775808', { whole: true }),
    field('"level":"error","of":[1,18446744073709551615]', { whole: true, level: "error" }),
    field('"of":{"wei":17000000000000000000}', { whole: true }),
    field('"wei":10000000000000000000,"level":50', { whole: true, level: "error" }),
    field('"wei": 9999999999999999999 ', { whole: true }),
    field('"wei":9223372036854775807'),
    field('"wei":"12345678901234567890"'),
    field('"wei":-12345678901234567890'),
    field('"wei":12345678901234567890.5'),
    field('"wei":123456789012345678901'),
];
