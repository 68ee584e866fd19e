/** A UTC time as names hold it: 20261125T221421Z. */
export const stamp = (time: Date): string => time.toISOString().replace(/\.\d+/, "").replaceAll(/[-:]/g, "");
