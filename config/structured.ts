/** Pulumi hands structured values over as JSON, everything else as text. */
export function structured(text: string): unknown {
    if (!/^\s*[[{]/.test(text)) return text;
    try {
        return JSON.parse(text);
    } catch {
        return text;
    }
}
