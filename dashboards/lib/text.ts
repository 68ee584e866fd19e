/** Panels of words. */

import { PanelBuilder, TextMode } from "@grafana/grafana-foundation-sdk/text";
import type { PanelOptions } from "./panel";

const SIZE = { width: 24, height: 3 } as const;

/** What must be said in words, in Markdown. */
export const text = ({
    title,
    description,
    width,
    height,
    content,
}: PanelOptions & { readonly content: string }): PanelBuilder =>
    new PanelBuilder()
        .title(title)
        .description(description)
        .mode(TextMode.Markdown)
        .content(content)
        .span(width ?? SIZE.width)
        .height(height ?? SIZE.height);
