import { z } from "zod";
import {
    isBytes,
    isCpu,
    isDuration,
    meantBytes,
    meantDuration,
    meantName,
    type Bytes,
    type Cpu,
    type Duration,
} from "../quantities";

/** A string that must be a quantity: the issue carries what the writer most likely meant. */
function quantity<T extends string>(
    is: (text: string) => text is T,
    shape: string,
    meant: (text: string) => T | undefined,
): z.ZodType<T, string> {
    return z.string().transform((text, context) => {
        if (is(text)) return text;
        context.issues.push({
            code: "custom",
            input: text,
            message: `must be ${shape}`,
            params: { suggestion: meant(text) },
        });
        return z.NEVER;
    });
}

export const duration = quantity<Duration>(isDuration, 'a duration such as "30d", "744h" or "500ms"', meantDuration);
export const bytes = quantity<Bytes>(isBytes, 'an amount such as "512Mi" or "200Gi"', meantBytes);
/** `pulumi config set --path` writes whole numbers as numbers, so a number of cores is read as text too. */
export const cpu = z.preprocess(
    (value) => (typeof value === "number" ? String(value) : value),
    quantity<Cpu>(isCpu, 'an amount of CPU such as "250m" or "2"', () => undefined),
);

/** How many pods of a workload. */
export const replicas = z.int().min(1).max(50);

/** A number within bounds. `pulumi config set --path` writes fractions as text, so text is read as a number too. */
export const between = (least: number, most: number) => {
    const message = `must lie between ${least} and ${most}`;
    return z
        .preprocess(
            (value) => (typeof value === "string" && /^\d*\.?\d+$/.test(value) ? Number(value) : value),
            z.number().min(least, message).max(most, message),
        )
        .meta({ type: "number", minimum: least, maximum: most });
};

/** A share of a whole. */
export const share = between(0, 1);

/** Any text. `pulumi config set --path` writes what looks like a whole number or a truth as such, so these are read as text too. */
const asText = (value: unknown): unknown =>
    typeof value === "number" || typeof value === "boolean" ? String(value) : value;
const TEXT = { type: "string" } as const;

/** A text of at least so many characters. */
export const text = (least = 1) => z.preprocess(asText, z.string().min(least)).meta(TEXT);

/** A string of a given shape; the issue carries an example that would be accepted, and what was most likely meant. */
export const shaped = (
    pattern: RegExp,
    shape: string,
    example: string,
    meant: (text: string) => string | undefined = () => undefined,
) =>
    z
        .preprocess(
            asText,
            z.string().superRefine((text, context) => {
                if (pattern.test(text)) return;
                const suggestion = meant(text);
                context.addIssue({
                    code: "custom",
                    message: `must be ${shape} such as ${example}`,
                    params: {
                        example,
                        suggestion: suggestion !== undefined && pattern.test(suggestion) ? suggestion : undefined,
                    },
                });
            }),
        )
        .meta(TEXT);

/** Certificates; given by a file: `set --path … < ca.pem`. */
export const pem = shaped(
    /-----BEGIN CERTIFICATE-----[\s\S]+-----END CERTIFICATE-----/,
    "certificates in PEM form",
    "-----BEGIN CERTIFICATE-----…",
);

export const email = shaped(/^[^\s@<>,]+@[^\s@<>,]+\.[^\s@<>,.]+$/, "an e-mail address", "oncall@example.com");

/**
 * A day. YAML reads one without quotes as a time, which Pulumi hands over the way Go prints it: `2026-12-25 00:00:00 +0000 UTC`.
 */
export const date = z.preprocess(
    (value) => (typeof value === "string" ? value.replace(/ 00:00:00 \+0000 UTC$/, "") : value),
    z.string().superRefine((text, context) => {
        const refuse = (message: string): void => {
            context.addIssue({ code: "custom", message, params: {} });
        };
        if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) refuse("must be a date such as 2026-12-25");
        else if (!z.iso.date().safeParse(text).success) refuse("is no day of the calendar");
    }),
);

/** A DNS label: what Kubernetes accepts as a name for most objects. */
export const kubernetesName = shaped(
    /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/,
    "a Kubernetes name",
    "go-coffee",
    meantName,
);

export const url = shaped(/^https?:\/\/[^\s/]+(\/\S*)?$/, "a URL", "https://ui.example.com", (text) =>
    /^[\w.-]+\.[\w-]+(:\d+)?(\/\S*)?$/.test(text) ? `https://${text}` : undefined,
);
