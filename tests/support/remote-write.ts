/** What the operator makes of `remoteWrite` for Prometheus: keys in snake case, and what Secrets hold as files. */
import { isPlainObject, type PlainObject } from "../../config/merge";
import { inWords } from "../../model/network/parties";

const snake = (name: string): string => inWords(name, "_");

/** Values that keep their keys: names in them are the user's. */
const VERBATIM = ["headers"];

/** @param fileOf where the key of a Secret is. */
export function asPrometheusReads(value: unknown, fileOf: (secret: string, key: string) => string): unknown {
    if (Array.isArray(value)) return value.map((one) => asPrometheusReads(one, fileOf));
    if (!isPlainObject(value)) return value;
    return Object.fromEntries(
        Object.entries(value).map(([key, below]): readonly [string, unknown] => {
            const name = snake(key);
            if (VERBATIM.includes(key)) return [name, below];
            if (["password", "credentials", "username"].includes(key)) return [`${name}_file`, fileIn(below, fileOf)];
            if (key === "cert" || key === "ca")
                return [`${name}_file`, fileIn(Reflect.get(Object(below), "secret"), fileOf)];
            if (key === "keySecret") return ["key_file", fileIn(below, fileOf)];
            return [name, asPrometheusReads(below, fileOf)];
        }),
    );
}

function fileIn(selector: unknown, fileOf: (secret: string, key: string) => string): string {
    const { name, key } = selector as PlainObject;
    return fileOf(String(name), String(key));
}
