package io.github.telnyxstream.testkit.router;

import io.github.telnyxstream.stream.router.MessageBus;

/** The rules themselves, on a network without faults. */
class InProcessContractTest extends RouterContract {
    private final FaultyNetwork network = new FaultyNetwork();

    @Override
    protected MessageBus connect() {
        return network.node();
    }
}
