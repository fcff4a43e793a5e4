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
    void aMessageThatIsOnItsWayIsNeitherSentAgainNorWrittenOver() {
        item.write(bytes("first"), 5);
        FrameMessage first = item.written();
        first.leaves();

        assertThat(item.written()).isNull();
        item.write(bytes("other"), 5);

        assertThat(first.message().text()).isEqualTo("first");
        assertThat(item.written()).isNotSameAs(first);
        assertThat(item.written().message().text()).isEqualTo("other");
    }

    @Test
    void aMessageWhoseSendIsOverIsWrittenAgain() {
        item.write(bytes("first"), 5);
        FrameMessage first = item.written();
        first.leaves();
        assertThat(first.endsAndIsFree()).as("its item keeps it").isFalse();

        item.write(bytes("other"), 5);

        assertThat(item.written()).isSameAs(first);
        assertThat(first.message().text()).isEqualTo("other");
    }

    @Test
    void aMessageThatSomebodyViewsStaysAsItIs() {
        item.write(bytes("first"), 5);
        FrameMessage first = item.written();
        first.message().utf8();

        item.write(bytes("other"), 5);

        assertThat(first.message().text()).isEqualTo("first");
        assertThat(item.written()).isNotSameAs(first);
    }

    @Test
    void anotherFrameHasNoMessageBeforeItIsWritten() {
        item.write(bytes("first"), 5);
        item.begin(null);

        assertThat(item.written()).isNull();
    }
}
