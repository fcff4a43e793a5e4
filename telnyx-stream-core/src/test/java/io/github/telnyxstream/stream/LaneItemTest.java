package io.github.telnyxstream.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LaneItemTest {
    private final LaneItem item = LaneItem.frame(160);

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void aMessageThatWasMadeAheadIsKeptUntilTheItemIsAnotherFrame() {
        item.write(bytes("first, with room"), 5);

        assertThat(item.messageBytes()).isEqualTo(5);
        assertThat(item.message()).startsWith(bytes("first"));

        item.begin(null);

        assertThat(item.messageBytes()).as("before it is written").isZero();
    }

    @Test
    void anotherMessageIsWrittenIntoTheSameBytes() {
        item.write(bytes("first"), 5);
        byte[] first = item.message();

        item.write(bytes("next"), 4);

        assertThat(item.message()).isSameAs(first).startsWith(bytes("next"));
        assertThat(item.messageBytes()).isEqualTo(4);
    }

    @Test
    void aLongerMessageFindsRoom() {
        item.write(bytes("first"), 5);

        item.write(bytes("a longer one"), 12);

        assertThat(item.message()).isEqualTo(bytes("a longer one"));
    }
}
