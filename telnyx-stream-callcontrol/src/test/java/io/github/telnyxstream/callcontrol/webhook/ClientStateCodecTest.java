package io.github.telnyxstream.callcontrol.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class ClientStateCodecTest {

    record Order(int number, String step) {}

    private final ClientStateCodec signed =
            ClientStateCodec.signed("0123456789abcdef".getBytes(StandardCharsets.UTF_8));

    @Test
    void bringsTextsAndRecordsThroughTelnyxAndBack() {
        Order order = new Order(42, "größe");
        for (ClientStateCodec codec : new ClientStateCodec[] {ClientStateCodec.plain(), signed}) {
            assertThat(codec.decodeText(codec.encodeText("äöü"))).isEqualTo("äöü");
            assertThat(codec.decode(codec.encode(order), Order.class)).isEqualTo(order);
        }
    }

    @Test
    void writesPlainStatesThatOthersCanRead() {
        assertThat(ClientStateCodec.plain().encode(new Order(42, "x")))
                .isEqualTo(Base64.getEncoder()
                        .encodeToString("{\"number\":42,\"step\":\"x\"}".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void refusesEveryChangedByteOfASignedState() {
        byte[] state = Base64.getDecoder().decode(signed.encodeText("order 42"));
        for (int i = 0; i < state.length; i++) {
            byte[] changed = state.clone();
            changed[i] ^= 1;
            String base64 = Base64.getEncoder().encodeToString(changed);
            assertThatThrownBy(() -> signed.decodeText(base64))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("not signed");
        }
    }

    @Test
    void refusesUnsignedForeignAndBrokenStates() {
        ClientStateCodec other = ClientStateCodec.signed(new byte[16]);
        assertThatThrownBy(() -> signed.decodeText(ClientStateCodec.plain().encodeText("short")))
                .hasMessageContaining("not signed");
        assertThatThrownBy(() -> signed.decodeText(other.encodeText("foreign"))).hasMessageContaining("not signed");
        assertThatThrownBy(() -> signed.decodeText("%%%")).hasMessageContaining("not base64");
        assertThatThrownBy(() ->
                        ClientStateCodec.plain().decode(ClientStateCodec.plain().encodeText("[]"), Order.class))
                .hasMessageContaining("Order");
        assertThatThrownBy(() -> ClientStateCodec.plain().decodeText("/w==")).hasMessageContaining("no text");
    }

    @Test
    void saysWhichLimitIsBroken() {
        assertThatThrownBy(() -> signed.encodeText("x".repeat(4000)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("client_state")
                .hasMessageContaining("4096");
        assertThatThrownBy(() -> ClientStateCodec.signed(new byte[15])).hasMessageContaining("must have at least 16");
    }

    private static Clock at(long seconds) {
        return Clock.fixed(Instant.ofEpochSecond(1_767_225_600 + seconds), ZoneOffset.UTC);
    }

    @Test
    void holdsForItsTimeOnly() {
        String state = signed.clock(at(0)).encodeText("order 42");

        assertThat(signed.clock(at(86_400)).decodeText(state)).isEqualTo("order 42");
        assertThatThrownBy(() -> signed.clock(at(86_401)).decodeText(state))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("valid no more");
        String hour = signed.clock(at(0)).validFor(Duration.ofHours(1)).encodeText("x");
        assertThatThrownBy(() -> signed.clock(at(3601)).decodeText(hour)).hasMessageContaining("valid no more");
        assertThatThrownBy(() -> signed.validFor(Duration.ZERO)).hasMessageContaining("lifetime");
        assertThatThrownBy(() -> signed.validFor(Duration.ofDays(366))).hasMessageContaining("lifetime");
    }

    @Test
    void holdsForItsCallOnly() {
        String state = signed.forCall("v3:a").encode(new Order(42, "x"));

        assertThat(signed.forCall("v3:a").decode(state, Order.class)).isEqualTo(new Order(42, "x"));
        assertThatThrownBy(() -> signed.forCall("v3:b").decodeText(state)).hasMessageContaining("not signed");
        assertThatThrownBy(() -> signed.decodeText(state)).hasMessageContaining("not signed");
        assertThatThrownBy(() -> signed.forCall("v3:a").decodeText(signed.encodeText("for none")))
                .hasMessageContaining("not signed");
        assertThatThrownBy(() -> signed.forCall(" ")).hasMessageContaining("callControlId");
        assertThatThrownBy(() -> ClientStateCodec.plain().forCall("v3:a")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void readsWhatAnOlderSecretHasSigned() {
        byte[] fresh = "fedcba9876543210".getBytes(StandardCharsets.UTF_8);
        ClientStateCodec both = ClientStateCodec.signed(fresh, "0123456789abcdef".getBytes(StandardCharsets.UTF_8));

        assertThat(both.decodeText(signed.encodeText("old"))).isEqualTo("old");
        assertThat(ClientStateCodec.signed(fresh).decodeText(both.encodeText("new")))
                .isEqualTo("new");
        assertThatThrownBy(() -> ClientStateCodec.signed(fresh, new byte[3]))
                .hasMessageContaining("must have at least 16");
    }

    @Test
    void refusesTextAfterTheJson() {
        for (String rest : new String[] {"x", "{}", " 1", "]"}) {
            String state = signed.encodeText("{\"number\":42,\"step\":\"x\"}" + rest);
            assertThatThrownBy(() -> signed.decode(state, Order.class))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("Order");
        }
        assertThat(signed.decode(signed.encodeText("{\"number\":42,\"step\":\"x\"} \n"), Order.class))
                .isEqualTo(new Order(42, "x"));
    }

    @Test
    void addsFiftyCharacters() {
        String plain = ClientStateCodec.plain().encodeText("x".repeat(90));

        assertThat(signed.encodeText("x".repeat(90))).hasSizeLessThanOrEqualTo(plain.length() + 52);
        assertThat(signed.encodeText("x".repeat(3000))).hasSizeLessThanOrEqualTo(ClientStateCodec.MAX_BASE64_CHARS);
    }
}
