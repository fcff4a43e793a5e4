package io.github.telnyxstream.callcontrol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ApiRequestTest {

    private static final List<String> PATH = List.of("call_control_applications", "1");

    @Test
    void sendsNullsSoThatASettingCanBeUnset() throws Exception {
        Map<String, @Nullable Object> body = new HashMap<>();
        body.put("webhook_event_failover_url", null);
        try (TelnyxStandIn telnyx = new TelnyxStandIn();
                CallControl calls = telnyx.client().build()) {
            telnyx.accepts();
            calls.request(new ApiRequest("PATCH", PATH, Map.of(), body, true));

            assertThat(TelnyxStandIn.body(telnyx.request())).isEqualTo("{\"webhook_event_failover_url\":null}");
        }
    }

    @Test
    void doesNotChangeWithWhatItWasMadeOf() {
        Map<String, String> query = new HashMap<>(Map.of("a", "b"));
        Map<String, Object> body = new HashMap<>(Map.of("c", "d"));
        ApiRequest request = new ApiRequest("POST", PATH, query, body, false);
        query.clear();
        body.clear();

        assertThat(request.query()).isEqualTo(Map.of("a", "b"));
        assertThat(request.body()).isEqualTo(Map.of("c", "d"));
    }

    private static void send(Map<String, Object> body) {
        try (CallControl calls = CallControl.create("KEY1")) {
            calls.request(new ApiRequest("POST", PATH, Map.of(), body, false));
        }
    }

    @Test
    void refusesWhatCannotBeSentBeforeItIsSent() {
        assertThatThrownBy(() -> new ApiRequest("G T", PATH, Map.of(), null, true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("method");
        assertThatThrownBy(() -> new ApiRequest("GET", PATH, Map.of(), Map.of("a", 1), true))
                .hasMessageContaining("no body");
        assertThatThrownBy(() -> new ApiRequest("PUT", PATH, Map.of(), null, true))
                .hasMessageContaining("PUT needs a body");
        assertThatThrownBy(() -> send(Map.of("a", Double.NaN))).hasMessageContaining("NaN");
        assertThatThrownBy(() -> send(Map.of("a", Float.NEGATIVE_INFINITY))).hasMessageContaining("Infinity");
        assertThatThrownBy(() -> ApiRequest.get("recordings", "..")).hasMessageContaining("dots");
        assertThatThrownBy(() -> ApiRequest.delete("recordings", " ")).hasMessageContaining("empty");
    }
}
