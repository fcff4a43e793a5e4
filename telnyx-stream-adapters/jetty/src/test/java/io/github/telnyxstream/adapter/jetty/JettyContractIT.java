package io.github.telnyxstream.adapter.jetty;

import io.github.telnyxstream.stream.transport.Admissions;
import io.github.telnyxstream.testkit.contract.TransportContract;
import java.util.Map;
import org.eclipse.jetty.server.Server;

final class JettyContractIT implements TransportContract {
    @Override
    public String server() {
        return "Jetty " + Server.getVersion();
    }

    @Override
    public Map<String, String> excuses() {
        return Map.of("keepsTokensOutOfTheDebugLog", "Jetty logs requests at DEBUG, byte by byte");
    }

    @Override
    public RunningServer serve(Admissions admissions) throws Exception {
        return JettyServer.start(new StreamHandler("/media/*", admissions));
    }
}
