package io.github.telnyxstream.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.stream.transport.OutgoingMessage;
import io.github.telnyxstream.stream.wire.MessageWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OutQueueTest {
    private final OutQueue queue = new OutQueue();

    private FrameMessage filled(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.US_ASCII);
        return queue.filled(utf8, utf8.length);
    }

    @Test
    void whatIsAddedComesOutInOrderWhateverRoomThereIs() {
        Random random = new Random(9);
        Deque<Object> expected = new ArrayDeque<>();
        for (int step = 0; step < 10_000; step++) {
            if (random.nextInt(5) < 3 && expected.size() < 20) {
                if (random.nextBoolean()) {
                    FrameMessage frame = filled("frame " + step);
                    queue.add(frame);
                    expected.add(frame);
                } else {
                    OutgoingMessage mark = MessageWriter.mark("m" + step);
                    queue.add(mark);
                    expected.add(mark);
                }
            } else {
                Object next = queue.poll();
                assertThat(next).isSameAs(expected.poll());
                if (next instanceof FrameMessage frame) {
                    queue.giveBack(frame);
                }
            }
            assertThat(queue.isEmpty()).isEqualTo(expected.isEmpty());
            assertThat(queue.peekLast()).isSameAs(expected.peekLast());
            assertThat(queue.mediaFrames()).isEqualTo((int)
                    expected.stream().filter(FrameMessage.class::isInstance).count());
        }
    }

    @Test
    void theMessageThatWasUsedLastIsFilledNext() {
        FrameMessage first = filled("first");
        FrameMessage second = filled("other");
        queue.giveBack(first);
        queue.giveBack(second);

        assertThat(filled("third")).isSameAs(second);
        assertThat(second.message().text()).isEqualTo("third");
        assertThat(filled("again")).isSameAs(first);
        assertThat(filled("fresh")).isNotSameAs(first).isNotSameAs(second);
    }

    @Test
    void aMessageThatSomebodyViewsIsNotFilledAgain() {
        FrameMessage first = filled("first");
        first.message().utf8();

        assertThat(first.isFree()).isFalse();
        queue.giveBack(first);

        assertThat(filled("other")).isNotSameAs(first);
        assertThat(first.message().text()).isEqualTo("first");
    }

    @Test
    void audioIsPurgedAndTheRestStaysInOrder() {
        OutgoingMessage mark = MessageWriter.mark("a");
        OutgoingMessage clear = MessageWriter.clear();
        queue.add(filled("one"));
        queue.add(mark);
        queue.add(filled("two"));
        queue.add(clear);

        queue.purgeMedia();

        assertThat(queue.mediaFrames()).isZero();
        assertThat(queue.hasRoom(64 << 10)).isTrue();
        assertThat(queue.poll()).isSameAs(mark);
        assertThat(queue.poll()).isSameAs(clear);
        assertThat(queue.poll()).isNull();
    }
}
