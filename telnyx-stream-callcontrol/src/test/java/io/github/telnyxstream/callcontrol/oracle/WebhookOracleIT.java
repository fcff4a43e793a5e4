package io.github.telnyxstream.callcontrol.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.callcontrol.webhook.WebhookEvent;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Our webhooks against the event types and the signature check of Telnyx's own SDK. */
class WebhookOracleIT {

    private static final Set<String> COMMON =
            Set.of("call_control_id", "call_leg_id", "call_session_id", "connection_id", "client_state");

    /** The SDK's names of events, where they are not ours. */
    private static final Map<String, String> NAMES = Map.of(
            "StreamingStarted", "CallStreamingStarted",
            "StreamingStopped", "CallStreamingStopped",
            "StreamingFailed", "CallStreamingFailed",
            "CallTranscription", "Transcription");

    private static Path home;

    @BeforeAll
    static void install() throws Exception {
        home = OfficialSdk.require();
    }

    @Test
    void hasAComponentForEveryFieldOfTheSdksEvents() throws Exception {
        Map<String, Set<String>> missing = new TreeMap<>();
        for (Class<?> event : WebhookEvent.class.getPermittedSubclasses()) {
            String name = event.getSimpleName();
            if (name.equals("UnknownWebhookEvent")) {
                continue;
            }
            Set<String> theirs = new TreeSet<>(
                    OfficialSdk.properties(home, "webhooks.d.ts", NAMES.getOrDefault(name, name) + ".Payload"));
            assertThat(theirs).as(name).contains("connection_id");
            theirs.removeAll(COMMON);
            theirs.removeAll(Arrays.stream(event.getRecordComponents())
                    .map(component ->
                            component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT))
                    .collect(Collectors.toSet()));
            if (!theirs.isEmpty()) {
                missing.put(name, theirs);
            }
        }
        assertThat(missing).isEmpty();
    }
}
