package io.github.telnyxstream.adapter.helidon;

import io.github.telnyxstream.stream.transport.Admissions;
import io.github.telnyxstream.testkit.contract.TransportContract;
import io.helidon.common.Version;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import java.util.Map;

final class HelidonContractIT implements TransportContract {
    @Override
    public String server() {
        return "Helidon " + Version.VERSION;
    }

    @Override
    public Map<String, String> excuses() {
        return Map.of("keepsTokensOutOfTheDebugLog", "Helidon logs requests at DEBUG");
    }

    @Override
    public RunningServer serve(Admissions admissions) {
        return HelidonServer.start(server -> server.addConnectionSelector(Http1ConnectionSelector.builder()
                .config(Http1Config.create())
                .addUpgrader(new StreamUpgrader("/media/", admissions))
                .build()));
    }
}
