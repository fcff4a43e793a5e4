package io.github.telnyxstream.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.stream.transport.OutgoingMessage;
import io.github.telnyxstream.stream.transport.SendCallback;
import io.github.telnyxstream.stream.transport.StreamTransport;
import io.github.telnyxstream.stream.wire.MessageWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The messages of a socket are used again, and never while its server may look at one. */
class OutboxMessagesTest {
    private final ManualClock clock = new ManualClock();
    private final FakeTransport transport = new FakeTransport(clock);
    private final List<Throwable> failures = new ArrayList<>();
    private final Outbox outbox = new Outbox(transport, Runnable::run, clock, failures::add);

    /** Remembers the very messages that it was given. */
    private static final class Remembering implements StreamTransport {
        final List<OutgoingMessage> messages = new ArrayList<>();
        final List<String> texts = new ArrayList<>();
        final List<SendCallback> held = new ArrayList<>();
        boolean isHolding;

        @Override
        public void sendText(OutgoingMessage message, SendCallback callback) {
            messages.add(message);
            texts.add(message.text());
            if (isHolding) {
                held.add(callback);
            } else {
                callback.sent();
            }
        }

        @Override
        public void sendPing(SendCallback callback) {
            callback.sent();
        }

        @Override
        public boolean isSendBlocking() {
            return false;
        }

        @Override
        public void close(int code, String reason) {}

        @Override
        public void abort() {}
    }

    private final Remembering remembering = new Remembering();
    private final Outbox prompt = new Outbox(remembering, Runnable::run, clock, failures::add);

    private void send(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        prompt.addMedia(utf8, utf8.length);
        prompt.drain();
    }

    @Test
    void fillsTheMessageOfASendThatIsOverAgain() {
        send("one");
        send("two");
        send("longer");

        assertThat(remembering.texts).containsExactly("one", "two", "longer");
        assertThat(remembering.messages.get(1)).isSameAs(remembering.messages.get(0));
        assertThat(remembering.messages.get(2)).isNotSameAs(remembering.messages.get(0));
    }

    @Test
    void leavesAMessageAloneUntilTheServerHasTakenIt() {
        remembering.isHolding = true;
        send("one");
        send("two");
        assertThat(remembering.messages.get(0).text()).isEqualTo("one");
        remembering.held.get(0).sent();
        send("six");
        assertThat(remembering.messages.get(1).text()).isEqualTo("two");
        remembering.held.get(1).sent();

        assertThat(remembering.texts).containsExactly("one", "two", "six");
        assertThat(remembering.messages.get(2)).isSameAs(remembering.messages.get(0));
    }

    @Test
    void leavesAMessageAloneWhoseBytesTheServerLooksAt() {
        send("one");
        ByteBuffer view = remembering.messages.get(0).utf8();
        send("two");

        assertThat(remembering.messages.get(1)).isNotSameAs(remembering.messages.get(0));
        assertThat(StandardCharsets.UTF_8.decode(view).toString()).isEqualTo("one");
    }

    @Test
    void leavesAMessageAloneWhoseSendHasFailed() {
        remembering.isHolding = true;
        send("one");
        remembering.held.get(0).failed(new IOException("broken"));
        remembering.isHolding = false;
        send("two");

        assertThat(remembering.messages.get(0).text()).isEqualTo("one");
    }

    @Test
    void givesEachSendThatIsFinishedLaterACallbackOfItsOwn() {
        transport.hold();
        outbox.addControl(MessageWriter.mark("m"));
        outbox.addControl(MessageWriter.mark("n"));
        outbox.addControl(MessageWriter.mark("o"));
        outbox.drain();
        SendCallback first = transport.held().get(0);
        transport.step();
        first.sent();
        first.failed(new IOException("late"));

        assertThat(transport.marks()).containsExactly("m", "n");
        assertThat(failures).isEmpty();
    }
}
