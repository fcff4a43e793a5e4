package io.github.telnyxstream.examples.quarkus;

import io.github.telnyxstream.testkit.junit.TelnyxEnvironment;
import io.github.telnyxstream.testkit.simulator.TelnyxSimulator;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;

/** The Telnyx that the application of a test knows, and where the application is for it. */
public final class SimulatedTelnyx implements QuarkusTestResourceLifecycleManager {
    private static final String API_KEY = "KEYsimulator";

    private TelnyxSimulator telnyx;
    private TelnyxEnvironment environment;

    @Override
    public Map<String, String> start() {
        try {
            telnyx = TelnyxSimulator.builder().apiKey(API_KEY).start();
            environment = new TelnyxEnvironment(API_KEY, telnyx.publicKey(), telnyx.baseUrl(), freePort());
        } catch (IOException noPort) {
            throw new UncheckedIOException("no port for the test", noPort);
        }
        telnyx.webhookUrl(environment.webhookUrl());
        return Map.of(
                "quarkus.http.host", "127.0.0.1",
                "quarkus.http.test-port", String.valueOf(environment.port()),
                "greeter.media-url", environment.mediaUrl().toString(),
                "greeter.api-key", API_KEY,
                "greeter.public-key", environment.publicKey(),
                "greeter.telnyx-url", environment.baseUrl().toString());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void inject(TestInjector test) {
        test.injectIntoFields(telnyx, new TestInjector.MatchesType(TelnyxSimulator.class));
        test.injectIntoFields(environment, new TestInjector.MatchesType(TelnyxEnvironment.class));
    }

    @Override
    public void stop() {
        if (telnyx != null) {
            telnyx.close();
        }
    }
}
