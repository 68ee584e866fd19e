/** Colours, where a terminal has them and nobody has asked for none. */

const styled = (code: number, text: string): string =>
    process.stdout.isTTY && process.env.NO_COLOR === undefined ? `\u001b[${code}m${text}\u001b[0m` : text;

export const bold = (text: string): string => styled(1, text);
export const yellow = (text: string): string => styled(33, text);
