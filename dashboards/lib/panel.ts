import type { Builder } from "@grafana/grafana-foundation-sdk/cog";
import {
    ThresholdsConfigBuilder,
    ThresholdsMode,
    type DashboardLink,
    type Panel,
    type Threshold,
} from "@grafana/grafana-foundation-sdk/dashboard";
import type { Lead } from "./leads";

/** What every panel says of itself. */
export interface PanelOptions {
    readonly title: string;
    /** What is seen, of what, over which time. */
    readonly description: string;
    /** Of 24 columns. */
    readonly width?: number;
    /** In units of some 30 pixels. */
    readonly height?: number;
    /** Where a reader goes from here. */
    readonly leads?: readonly Lead[];
}

export type PanelSource = Builder<Panel>;

export interface Size {
    readonly width: number;
    readonly height: number;
}

const NO_DATA = "No data in this time range";

/** Good news where something was counted; an empty panel can't tell that from nothing being known. */
export const asFarAsKnown = (whenNone: string | undefined): string | undefined =>
    whenNone === undefined ? undefined : `${whenNone}, as far as is known`;

interface Dressable {
    title(title: string): this;
    description(description: string): this;
    datasource(datasource: { readonly type: string; readonly uid: string }): this;
    noValue(text: string): this;
    span(width: number): this;
    height(height: number): this;
    dataLinks(links: Builder<DashboardLink>[]): this;
}

/** A link on a value: Grafana reads title and address of it, the type of the builder library asks for more. */
const onValue = ({ title, url }: Lead): Builder<DashboardLink> => ({ build: () => ({ title, url }) as DashboardLink });

/** Puts on what every panel has. */
export const dressed = <B extends Dressable>(
    builder: B,
    datasource: { readonly type: string; readonly uid: string },
    { title, description, width, height, leads = [] }: PanelOptions,
    size: Size,
    noData = NO_DATA,
): B =>
    builder
        .title(title)
        .description(description)
        .datasource({ ...datasource })
        .noValue(noData)
        .span(width ?? size.width)
        .height(height ?? size.height)
        .dataLinks(leads.map(onValue));

/** What a figure should be. */
export interface Aim {
    readonly target: number;
    /** From where on an alert fires; beyond the target, on the bad side of it. */
    readonly alert?: number;
    /** Which side is good. */
    readonly good: "above" | "below";
    /** Not worth words: that none is the target goes without saying. */
    readonly unsaid?: boolean;
}

/** At least this much. */
export const atLeast = (target: number, alert?: number): Aim => ({
    target,
    good: "above",
    ...(alert === undefined ? {} : { alert }),
});

/** At most this much. */
export const atMost = (target: number, alert?: number): Aim => ({
    target,
    good: "below",
    ...(alert === undefined ? {} : { alert }),
});

/** None at all, such as of what fails. */
export const none = (alert?: number): Aim => ({ ...atMost(1, alert), unsaid: true });

/** Green on the good side of the target, orange until an alert fires, red from there. */
const steps = ({ target, alert, good }: Aim): Threshold[] => {
    const middle = alert === undefined ? "red" : "orange";
    return good === "above"
        ? [
              { value: null, color: "red" },
              ...(alert === undefined ? [] : [{ value: alert, color: middle }]),
              { value: target, color: "green" },
          ]
        : [
              { value: null, color: "green" },
              { value: target, color: middle },
              ...(alert === undefined ? [] : [{ value: alert, color: "red" }]),
          ];
};

export const thresholdsOf = (aim: Aim | undefined): ThresholdsConfigBuilder =>
    new ThresholdsConfigBuilder()
        .mode(ThresholdsMode.Absolute)
        .steps(aim === undefined ? [{ value: null, color: "text" }] : steps(aim));
