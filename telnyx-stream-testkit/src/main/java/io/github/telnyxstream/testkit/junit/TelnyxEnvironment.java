package io.github.telnyxstream.testkit.junit;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an application has to be told to find the simulator, and where the simulator expects it. Immutable.
 *
 * @param apiKey the key that the simulated API accepts
 * @param publicKey what webhooks are signed for, as Telnyx's portal shows it
 * @param baseUrl the simulated API, with its version
 * @param port a free port on the loopback interface, for the application to listen on
 */
public record TelnyxEnvironment(String apiKey, String publicKey, URI baseUrl, int port) {

    /**
     * Where webhooks go.
     *
     * @return {@code /webhook} on the application's port
     */
    public URI webhookUrl() {
        return URI.create("http://127.0.0.1:" + port + "/webhook");
    }

    /**
     * Where media streams may go.
     *
     * @return {@code /media} on the application's port, as a WebSocket address
     */
    public URI mediaUrl() {
        return URI.create("ws://127.0.0.1:" + port + "/media");
    }

    /**
     * As environment variables of the names that the examples use.
     *
     * @return {@code TELNYX_API_KEY}, {@code TELNYX_PUBLIC_KEY}, {@code TELNYX_BASE_URL} and {@code PORT}
     */
    public Map<String, String> asVariables() {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("TELNYX_API_KEY", apiKey);
        variables.put("TELNYX_PUBLIC_KEY", publicKey);
        variables.put("TELNYX_BASE_URL", baseUrl.toString());
        variables.put("PORT", Integer.toString(port));
        return variables;
    }

    @Override
    public String toString() {
        return "TelnyxEnvironment[" + baseUrl + ", application on port " + port + "]";
    }
}
