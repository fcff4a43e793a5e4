package io.github.telnyxstream.callcontrol.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
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
        assertThatThrownBy(() -> ClientStateCodec.signed(new byte[15])).hasMessageContaining("16 bytes");
    }
}
