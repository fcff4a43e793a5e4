package io.github.telnyxstream.stream.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class AdmissionsTest {
    /** Says no to whoever gets as far as being asked about. */
    private final Admissions admissions = request -> CompletableFuture.completedFuture(Admission.refused(403));

    private final Map<String, List<String>> headers = new HashMap<>(Map.of(
            "Upgrade", List.of("WebSocket"),
            "Connection", List.of("keep-alive", "x, Upgrade"),
            "Sec-WebSocket-Version", List.of("13"),
            "Sec-WebSocket-Key", List.of("dGVsbnl4LXN0cmVhbS10cw==")));

    private Admission decide(String method) {
        return admissions
                .decide(method, new Handshake("/media", null, headers, null))
                .toCompletableFuture()
                .join();
    }

    @Test
    void asksWhoIsLetInOnlyAboutProperUpgrades() {
        assertThat(decide("GET").httpStatus()).isEqualTo(403);
        assertThat(decide("POST").httpStatus()).isEqualTo(400);

        headers.remove("Sec-WebSocket-Key");
        assertThat(decide("GET").httpStatus()).isEqualTo(400);
    }

    @Test
    void tellsTheVersionToWhoAsksForNoneOrForAnother() {
        for (Map.Entry<String, String> wrong : Map.of(
                        "Upgrade", "h2c", "Connection", "upgraded", "Sec-WebSocket-Version", "12")
                .entrySet()) {
            List<String> right = headers.put(wrong.getKey(), List.of(wrong.getValue()));
            Admission refusal = decide("GET");
            assertThat(refusal.httpStatus()).isEqualTo(426);
            assertThat(refusal.headers())
                    .containsEntry("Sec-WebSocket-Version", "13")
                    .containsEntry("Upgrade", "websocket")
                    .containsEntry("Connection", "close");
            headers.remove(wrong.getKey());
            assertThat(decide("GET").httpStatus()).isEqualTo(426);
            headers.put(wrong.getKey(), right);
        }
    }

    @Test
    void aRefusalHoldsNothing() {
        Admission refusal = Admission.refused(401);

        assertThat(refusal.isAccepted()).isFalse();
        assertThat(refusal.headers()).isEqualTo(Map.of("Connection", "close"));
        refusal.abandon();
        assertThatThrownBy(() -> refusal.open(new StreamTransport() {
                    @Override
                    public void sendText(OutgoingMessage message, SendCallback callback) {}

                    @Override
                    public void sendPing(SendCallback callback) {}

                    @Override
                    public void close(int code, String reason) {}

                    @Override
                    public void abort() {}
                }))
                .isInstanceOf(IllegalStateException.class);
    }
}
