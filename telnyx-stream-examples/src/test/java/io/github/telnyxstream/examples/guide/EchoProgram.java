package io.github.telnyxstream.examples.guide;

import io.github.telnyxstream.callcontrol.CallControl;
import io.github.telnyxstream.callcontrol.webhook.WebhookVerifier;
import io.github.telnyxstream.server.StreamServer;
import io.github.telnyxstream.stream.settings.StreamSettings;
import java.util.concurrent.CountDownLatch;

/** The application of the page "Getting started" for a simulated Telnyx: it keeps nothing, so that it may run for hours. */
public final class EchoProgram {
    private EchoProgram() {}

    /**
     * Serves calls until the process is ended.
     *
     * @param arguments the port; the rest is told by the environment
     * @throws Exception if the port is taken
     */
    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(arguments[0]);
        CallControl calls = CallControl.builder(System.getenv("TELNYX_API_KEY"))
                .baseUrl(System.getenv("TELNYX_BASE_URL"))
                .build();
        WebhookVerifier verifier = WebhookVerifier.create(System.getenv("TELNYX_PUBLIC_KEY"));
        StreamSettings settings = StreamSettings.of("ws://127.0.0.1:" + port + "/media");
        try (StreamServer server = FirstCall.start(calls, verifier, settings, port)) {
            System.out.println("listening on port " + server.port());
            new CountDownLatch(1).await();
        }
    }
}
