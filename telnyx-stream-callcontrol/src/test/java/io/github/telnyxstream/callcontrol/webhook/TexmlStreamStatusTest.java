package io.github.telnyxstream.callcontrol.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.telnyxstream.callcontrol.webhook.TexmlStreamStatus.Kind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TexmlStreamStatusTest {

    private final SignedWebhooks telnyx = new SignedWebhooks();

    private TexmlStreamStatus read(String form) throws WebhookVerificationException {
        return TexmlStreamStatus.verify(telnyx.verifier(), form.getBytes(StandardCharsets.UTF_8), telnyx.sign(form));
    }

    /** The example of the callback reference. */
    @Test
    void readsEveryField() throws Exception {
        TexmlStreamStatus status = read("AccountSid=f5586561&CallSid=v3%3A9X2vx-aiQ&CallSidLegacy=v3%3A9X2vx-aiQ"
                + "&StreamEvent=stream-started&StreamName=my_stream&StreamSid=stream-abc123"
                + "&Timestamp=2024-01-15T10%3A30%3A00Z&StreamError=Connection+timeout&New=gr%C3%B6%C3%9Fe");

        assertThat(status.kind()).isEqualTo(Kind.STARTED);
        assertThat(status.callSid()).isEqualTo("v3:9X2vx-aiQ");
        assertThat(status.streamSid()).isEqualTo("stream-abc123");
        assertThat(status.streamName()).isEqualTo("my_stream");
        assertThat(status.accountSid()).isEqualTo("f5586561");
        assertThat(status.error()).isEqualTo("Connection timeout");
        assertThat(status.at()).isEqualTo("2024-01-15T10:30:00Z");
        assertThat(status.unknownFields()).isEqualTo(Map.of("New", "größe"));
        assertThat(status.toString()).doesNotContain("timeout", "f5586561");
    }

    @ParameterizedTest
    @CsvSource({"stream-started, STARTED", "stream-stopped, STOPPED", "stream-failed, FAILED", "stream-error, FAILED"})
    void knowsBothSpellingsOfAFailure(String event, Kind kind) throws Exception {
        TexmlStreamStatus status = read("StreamEvent=" + event + "&CallSid=c");

        assertThat(status.kind()).isEqualTo(kind);
        assertThat(status.at()).isEqualTo(SignedWebhooks.NOW);
        assertThat(status.streamName()).isNull();
    }

    @Test
    void keepsAnEventThatIsNew() throws Exception {
        TexmlStreamStatus status = read("StreamEvent=stream-paused%0A&CallSid=c&Timestamp=today");

        assertThat(status.kind()).isNull();
        assertThat(status.unknownFields()).isEqualTo(Map.of("Timestamp", "today"));
        assertThat(status.toString()).doesNotContain("\n");
    }

    @Test
    void readsNothingThatTelnyxHasNotSigned() {
        String form = "StreamEvent=stream-started&CallSid=c";
        byte[] other = "StreamEvent=stream-stopped&CallSid=c".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> TexmlStreamStatus.verify(telnyx.verifier(), other, telnyx.sign(form)))
                .isInstanceOf(WebhookVerificationException.class);
        assertThatThrownBy(() -> TexmlStreamStatus.verify(telnyx.verifier(), other, Map.of("a", List.of("b"))))
                .hasMessageContaining("telnyx-signature-ed25519");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "CallSid=c", "StreamEvent=stream-started", "StreamEvent=%zz&CallSid=c", "{\"a\":1}"})
    void refusesWhatIsNoStatus(String form) {
        assertThatThrownBy(() -> read(form)).isInstanceOf(WebhookVerificationException.class);
    }

    @Test
    void refusesAFormWithoutEnd() {
        assertThatThrownBy(() -> read("StreamEvent=stream-started&CallSid=c" + "&x=1".repeat(200)))
                .hasMessageContaining("100 fields");
    }
}
