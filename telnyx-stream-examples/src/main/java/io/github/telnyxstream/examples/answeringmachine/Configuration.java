package io.github.telnyxstream.examples.answeringmachine;

import io.github.telnyxstream.callcontrol.CallControl;
import io.github.telnyxstream.callcontrol.webhook.WebhookVerifier;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the answering machine has to know. Immutable; {@code toString} shows no secret.
 *
 * @param apiKey for commands
 * @param publicKey for webhooks
 * @param baseUrl the API, or null for the real one
 * @param port where to listen, 0 for any free one
 * @param publicUrl how Telnyx reaches us, or null for the loopback address
 * @param messages where messages go
 * @param greeting what callers are told
 * @param longest the longest message
 * @param silence how much silence ends a message
 * @param mode who greets and records
 * @param maxCalls how many calls at once; others are told that the line is busy
 */
public record Configuration(
        String apiKey,
        String publicKey,
        @Nullable String baseUrl,
        int port,
        @Nullable URI publicUrl,
        Path messages,
        Greeting greeting,
        Duration longest,
        Duration silence,
        Mode mode,
        int maxCalls) {
    /** What a small machine takes. */
    public static final int USUAL_MAX_CALLS = 500;

    private static final String PORTAL = " (Telnyx portal, portal.telnyx.com: ";

    /**
     * Checks what can be checked without a network.
     *
     * @return this
     * @throws ConfigurationException naming the first setting that cannot work, and where to find it
     */
    public Configuration checked() throws ConfigurationException {
        if (!apiKey.startsWith("KEY") || !apiKey.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new ConfigurationException(
                    "TELNYX_API_KEY " + missingOr(apiKey, "is no API key, these begin with KEY") + PORTAL
                            + "Account Settings > Keys & Credentials > API Keys)");
        }
        checkPublicKey();
        checkBaseUrl();
        between("--port", port, 0, 65535);
        between("--max-seconds", longest.toSeconds(), 1, 14400);
        between("--max-calls", maxCalls, 1, 5000);
        between("--silence-seconds", silence.toSeconds(), 1, 300);
        if (publicUrl != null) {
            checkPublicUrl(publicUrl);
        }
        return this;
    }

    private void checkPublicKey() throws ConfigurationException {
        String where = PORTAL + "Account Settings > Keys & Credentials > Public Key)";
        if (publicKey.isBlank()) {
            throw new ConfigurationException("TELNYX_PUBLIC_KEY is not set" + where);
        }
        try {
            WebhookVerifier.create(publicKey);
        } catch (IllegalArgumentException notOne) {
            throw new ConfigurationException("TELNYX_PUBLIC_KEY is no Ed25519 public key in base64" + where);
        }
    }

    private void checkBaseUrl() throws ConfigurationException {
        if (baseUrl == null) {
            return;
        }
        try {
            CallControl.builder(apiKey).baseUrl(baseUrl);
        } catch (IllegalArgumentException unusable) {
            throw new ConfigurationException(
                    "TELNYX_BASE_URL cannot be used (leave it unset for the real API): " + unusable.getMessage());
        }
    }

    private static void checkPublicUrl(URI url) throws ConfigurationException {
        String scheme = Objects.requireNonNullElse(url.getScheme(), "");
        boolean plain = url.getQuery() == null && url.getFragment() == null && url.getUserInfo() == null;
        if (!scheme.matches("https?") || url.getHost() == null || !plain) {
            throw new ConfigurationException("--public-url must be like https://name.example" + PORTAL
                    + "Voice > Programmable Voice > your application has /webhook of it as webhook URL)");
        }
    }

    private static String missingOr(String value, String complaint) {
        return value.isBlank() ? "is not set" : complaint;
    }

    private static void between(String option, long value, long least, long most) throws ConfigurationException {
        if (value < least || value > most) {
            throw new ConfigurationException(option + " is " + value + ", must be " + least + " to " + most);
        }
    }

    @Override
    public String toString() {
        return "Configuration[port=" + port + ", messages=" + messages + ", mode=" + mode + "]";
    }
}
