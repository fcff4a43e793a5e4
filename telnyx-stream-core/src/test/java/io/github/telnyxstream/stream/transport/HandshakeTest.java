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

    @Test
    void isMadeOfWhatStandsInTheRequest() {
        Map<String, List<String>> fields = Map.of("X-One", List.of("1"), "x-two", List.of("2", "zwei"));
        Handshake handshake = Handshake.of("/media/a%20b?call=v3%3A&x=?", fields.keySet(), fields::get, 4711);

        assertThat(handshake.path()).isEqualTo("/media/a%20b");
        assertThat(handshake.rawQuery()).isEqualTo("call=v3%3A&x=?");
        assertThat(handshake.headers()).isEqualTo(fields);
        assertThat(handshake.header("X-TWO")).isEqualTo("2");
        assertThat(handshake.remoteAddress()).isEqualTo("4711");

        Handshake bare = Handshake.of("/media", List.of(), name -> List.of(), null);
        assertThat(bare.path()).isEqualTo("/media");
        assertThat(bare.rawQuery()).isNull();
        assertThat(bare.remoteAddress()).isNull();
    }
}
