/** `httpProxy`: the company's proxy, for what is called outside of the cluster. */

import { z } from "zod";
import { shaped } from "./shapes";

export const httpProxy = z
    .strictObject({
        url: shaped(/^https?:\/\/[^\s/]+\/?$/, "the URL of a proxy", "http://proxy.example.com:3128", (text) =>
            /^[\w.-]+:\d+$/.test(text) ? `http://${text}` : undefined,
        ).describe("Its URL. It takes no user: the plan would print a password."),
        noProxy: z
            .array(shaped(/^[\w.:/*-]+$/, "a host, a domain or a block of addresses", "internal.example.com"))
            .default([])
            .describe(
                "Hosts, .domains and blocks of addresses that are called without it, beside those inside of the cluster and private addresses.",
            ),
    })
    .optional()
    .describe(
        "HTTP proxy for what is called outside of the cluster: notifications, object storage, collector.exports, an external Elasticsearch. Mail isn't HTTP, and images are pulled by the nodes.",
    );
