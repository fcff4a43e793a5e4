package io.github.telnyxstream.examples.answeringmachine;

import io.github.telnyxstream.callcontrol.webhook.SeenStore;
import io.github.telnyxstream.stream.access.CallTokens;
import io.github.telnyxstream.stream.access.StreamTokens;
import io.github.telnyxstream.stream.router.StreamRouter;

/**
 * What the nodes of an answering machine share. A webhook, a stream and a hang-up of one call may each come to another
 * node.
 *
 * @param tokens made by one node, recognised by any
 * @param seenWebhooks handled once in all
 * @param router reaches the node that watches a call
 * @param isOneOfSeveral whether another node takes what this one refuses while it stops
 */
public record Nodes(CallTokens tokens, SeenStore seenWebhooks, StreamRouter router, boolean isOneOfSeveral) {
    private static final int REMEMBERED = 10_000;

    /**
     * One node that shares nothing.
     *
     * @return everything in memory
     */
    public static Nodes one() {
        return new Nodes(StreamTokens.create(), SeenStore.inMemory(REMEMBERED), StreamRouter.inProcess(), false);
    }
}
