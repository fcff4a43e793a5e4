package io.github.telnyxstream.stream.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HandshakeTest {
    private static Handshake with(Map<String, List<String>> headers) {
        return new Handshake("/media", null, headers, null);
    }

    private static long kept(Handshake handshake) {
        return handshake.headers().values().stream().mapToLong(List::size).sum();
    }

    @Test
    void keepsTwoHundredFields() {
        Map<String, List<String>> many = new LinkedHashMap<>();
        many.put("Host", List.of("localhost"));
        for (int k = 0; k < 100_000; k++) {
            many.put("x-" + k, List.of("v"));
        }

        assertThat(with(many).headers()).hasSize(200).containsEntry("x-198", List.of("v"));
        assertThat(with(many).header("host")).isEqualTo("localhost");
    }

    @Test
    void countsAFieldAsOftenAsItIsTold() {
        Map<String, List<String>> one = Map.of("Cookie", Collections.nCopies(100_000, "c"));

        assertThat(kept(with(one))).isLessThanOrEqualTo(200);
    }

    @Test
    void keepsThirtyTwoKibibytes() {
        Map<String, List<String>> large = new LinkedHashMap<>();
        large.put("x-telnyx-streaming-auth-token", List.of("token"));
        large.put("x-large", List.of("v".repeat(32 << 10)));
        large.put("x-late", List.of("v"));

        assertThat(with(large).headers()).containsOnlyKeys("x-telnyx-streaming-auth-token");
    }

    @Test
    void keepsWhatARequestUsuallyHas() {
        Map<String, List<String>> usual = new LinkedHashMap<>();
        for (int k = 0; k < 40; k++) {
            usual.put("X-Proxy-" + k, List.of("v".repeat(200), "w"));
        }

        assertThat(kept(with(usual))).isEqualTo(80);
        assertThat(with(usual).header("x-proxy-7")).hasSize(200);
    }
}
