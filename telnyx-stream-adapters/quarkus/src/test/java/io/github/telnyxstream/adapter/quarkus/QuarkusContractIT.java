package io.github.telnyxstream.adapter.quarkus;

import io.github.telnyxstream.stream.transport.Admissions;
import io.github.telnyxstream.testkit.contract.TransportContract;
import io.quarkus.builder.Version;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.OpenConnections;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Map;

/** One application for all tests; what each of them calls its server's stop closes the connections that it left. */
@QuarkusTest
class QuarkusContractIT implements TransportContract {
    @Inject
    CurrentAdmissions current;

    @Inject
    OpenConnections connections;

    @TestHTTPResource
    URI address;

    @Override
    public String server() {
        return "Quarkus " + Version.getVersion();
    }

    @Override
    public Map<String, String> excuses() {
        return Map.of("keepsTokensOutOfTheDebugLog", "Quarkus logs the handshake of every WebSocket at DEBUG");
    }

    @Override
    public RunningServer serve(Admissions admissions) throws Exception {
        if (current == null) {
            // outside of Quarkus's test framework: in a process in which servers are measured
            return QuarkusServer.start();
        }
        current.set(admissions);
        return RunningServer.of(address.getPort(), this::closeConnections);
    }

    private void closeConnections() {
        connections.forEach(connection ->
                connection.close(new CloseReason(1001)).subscribe().with(closed -> {}, gone -> {}));
    }
}
