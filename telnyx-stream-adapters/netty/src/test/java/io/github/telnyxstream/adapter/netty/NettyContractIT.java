package io.github.telnyxstream.adapter.netty;

import io.github.telnyxstream.stream.transport.Admissions;
import io.github.telnyxstream.testkit.contract.TransportContract;
import io.netty.util.Version;

final class NettyContractIT implements TransportContract {
    @Override
    public String server() {
        return "Netty "
                + Version.identify().get("netty-codec-http").artifactVersion().replace(".Final", "");
    }

    @Override
    public RunningServer serve(Admissions admissions) {
        return NettyServer.start(pipeline -> pipeline.addLast(new StreamUpgradeHandler("/media/", admissions)));
    }
}
