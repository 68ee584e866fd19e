import type { AlertProof, RecordingProof } from "../../harness/proofs";
import { counted, flow, named, SEEN_BEFORE, then } from "../../harness/series";

const placed = named("coffee_orders_total", { service: "order-service", product: "latte", region: "eu" });
const notPlaced = named("coffee_orders_failed_total", { service: "order-service", reason: "payment" });
const processed = named("coffee_orders_processed_total", { service: "consumer" });
const notProcessed = named("coffee_orders_processed_failed_total", { service: "consumer", reason: "timeout" });
const lag = (partition: number, group = "consumer"): string =>
    named("kafka_consumergroup_lag", {
        job: "applications",
        service: "kafka-exporter",
        consumergroup: group,
        topic: "orders",
        partition,
    });

const ORDER_SERVICE = '{namespace="go-coffee", service="order-service"}';
const CONSUMER = '{namespace="go-coffee", service="consumer"}';

/** In each half minute 9 orders are placed and 1 isn't. */
const PLACING = { given: "1 of 10 orders fails", steps: { [placed]: 10, [notPlaced]: 1 } };
const PROCESSING = { given: "1 of 10 orders fails", steps: { [processed]: 10, [notProcessed]: 1 } };
const NONE_PLACED = { given: "none can be placed", steps: { [notPlaced]: 3 } };
const NONE_PROCESSED = { given: "all fail", steps: { [notProcessed]: 3 } };

const shares = (subject: "order" | "processing", one: string, flowing: typeof PLACING, broken: typeof NONE_PLACED) => [
    counted({
        record: `service:${subject}_failures:rate5m`,
        ...flowing,
        values: { [one]: 1 / 30 },
        zero: { [one]: 0 },
    }),
    counted({
        record: `service:${subject}_attempts:rate5m`,
        ...flowing,
        values: { [one]: 1 / 3 },
        zero: { [one]: 0 },
        more: [{ ...broken, values: { [one]: 0.1 } }],
    }),
    counted({
        record: `service:${subject}_failures:ratio_rate5m`,
        ...flowing,
        values: { [one]: 0.1 },
        more: [{ ...broken, values: { [one]: 1 } }],
    }),
];

const levels: readonly RecordingProof[] = [
    ...shares("order", ORDER_SERVICE, PLACING, NONE_PLACED),
    ...shares("processing", CONSUMER, PROCESSING, NONE_PROCESSED),
    {
        record: "service:kafka_lag:sum",
        counters: false,
        values: [
            {
                given: "two partitions of a service, told by two replicas of the exporter, and a group of somebody else",
                series: {
                    [lag(0)]: "3x9",
                    [lag(1)]: "4x9",
                    [lag(1).replace("applications", "again")]: "4x9",
                    [lag(0, "streams-v2")]: "5x9",
                    [lag(0, "consumers-of-them")]: "9x9",
                },
                at: "2m",
                values: { [CONSUMER]: 7, '{namespace="go-coffee", service="streams"}': 5 },
            },
        ],
    },
    {
        record: "service:processing_overdue:sum",
        counters: false,
        values: [
            {
                given: "a hundred waited five minutes ago, and 90 have been processed since",
                series: { [lag(0)]: "100x40", [processed]: "0+9x40" },
                at: "15m",
                values: { [CONSUMER]: 10 },
            },
            {
                given: "all that waited then, and more",
                series: { [lag(0)]: "50x40", [processed]: "0+9x40" },
                at: "15m",
                values: { [CONSUMER]: 0 },
            },
            {
                given: "none has been processed",
                series: { [lag(0)]: "50x40", [processed]: "70x40" },
                at: "15m",
                values: { [CONSUMER]: 50 },
            },
        ],
    },
    counted({
        record: "service:processing_arrivals:rate5m",
        given: "what is processed, while as many wait as before",
        beside: { [lag(0)]: "7x200" },
        steps: { [processed]: 10 },
        values: { [CONSUMER]: 1 / 3 },
        zero: { [CONSUMER]: 0 },
        more: [
            {
                given: "more wait all the time",
                steps: { [processed]: 10, [lag(0)]: 5 },
                values: { [CONSUMER]: 0.5 },
            },
        ],
    }),
];

const stuck: AlertProof = {
    alert: "KafkaConsumerStuck",
    fires: [
        {
            given: "a consumer that hangs while orders come in, until it is started anew",
            series: { [lag(0)]: "0x9 0+2x59 3x60", [lag(1)]: "0 1 0 2 0 1 0 1 1 0x120" },
            // More than none from 330 s on, ten minutes, and five.
            at: "20m",
            alerts: [
                {
                    labels: {
                        severity: "critical",
                        team: "platform",
                        namespace: "go-coffee",
                        consumergroup: "consumer",
                        topic: "orders",
                    },
                    summary: "consumer takes nothing from orders",
                    description:
                        "60 messages of orders wait for consumer, more and more of them: it has taken none for 10m.",
                },
            ],
            until: "35m",
        },
    ],
    silent: [
        {
            given: "a consumer that is too slow, and takes some all the same",
            series: {
                [lag(0)]: "0 5 9 14 12 18 25 22 30 34 33 40 45 44 50 56 52 60 66 70 68 77 80 79 88 90 89 95 99 98 104",
            },
            for: "15m",
        },
        { given: "the marker of a transaction, which waits for good", series: { [lag(0)]: "1x120" }, for: "1h" },
        { given: "nothing comes in", series: { [lag(0)]: "0x120" }, for: "1h" },
        {
            given: "eight minutes without a consumer, in a deployment",
            series: { [lag(0)]: "0x9 0+2x16 0x60" },
            for: "40m",
        },
    ],
};

const failing = (
    alert: "OrderFailures" | "ProcessingFailures",
    counters: { readonly all: string; readonly failed: string },
    fired: AlertProof["fires"][number]["alerts"],
): AlertProof => ({
    alert,
    fires: [
        {
            given: "one in ten",
            series: { [counters.all]: "0+100x80", [counters.failed]: then([10, 30], [0, 50]) },
            at: "330s",
            alerts: fired,
            // 4 of 9 steps in the window: 5 % of all would be 4.5.
            until: "1050s",
        },
    ],
    silent: [
        { given: "one in twenty", series: flow({ [counters.all]: 20, [counters.failed]: 1 }, 60), for: "25m" },
        { given: "two of two", series: { ...SEEN_BEFORE, [counters.failed]: "_x30 1x4 2x30" }, for: "30m" },
        {
            given: "a burst of five, the first of their kind",
            series: { ...SEEN_BEFORE, [counters.all]: "0+1x60", [counters.failed]: "_x30 5x30" },
            for: "29m",
        },
        { given: "none", series: flow({ [counters.all]: 20 }, 60), for: "25m" },
    ],
});

export const processing: readonly (AlertProof | RecordingProof)[] = [
    ...levels,
    stuck,
    failing("OrderFailures", { all: placed, failed: notPlaced }, [
        {
            labels: { severity: "critical", team: "business", namespace: "go-coffee", service: "order-service" },
            summary: "Orders through order-service fail",
            description: "order-service in go-coffee fails 10% of its orders.",
        },
    ]),
    failing("ProcessingFailures", { all: processed, failed: notProcessed }, [
        {
            labels: { severity: "critical", team: "platform", namespace: "go-coffee", service: "consumer" },
            summary: "Orders fail while consumer processes them",
            description: "consumer in go-coffee fails 10% of the orders that it processes.",
        },
    ]),
];
