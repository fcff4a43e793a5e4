package io.github.telnyxstream.adapter.netty;

import io.github.telnyxstream.stream.transport.Admissions;
import io.github.telnyxstream.testkit.contract.AdapterUnderTest;

/** Our echo on Netty, to be measured beside {@link BareNio}. It proves nothing: {@link NettyContractIT} does. */
final class NioContractIT implements AdapterUnderTest {
    @Override
    public String server() {
        return new NettyContractIT().server() + ", beside raw NIO";
    }

    @Override
    public RunningServer serve(Admissions admissions) {
        return new NettyContractIT().serve(admissions);
    }
}
