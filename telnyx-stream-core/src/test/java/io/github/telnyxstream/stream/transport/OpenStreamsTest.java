package io.github.telnyxstream.stream.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class OpenStreamsTest {
    private static final Handshake ANYBODY = new Handshake("/media/x", "", Map.of(), "127.0.0.1");

    private final List<String> told = new ArrayList<>();
    private final List<String> done = new ArrayList<>();
    private final OpenStreams streams =
            new OpenStreams(handshake -> CompletableFuture.completedFuture(new Everybody()));

    private TransportListener open() {
        Admission admission = streams.authorise(ANYBODY).toCompletableFuture().join();
        assertThat(admission.isAccepted()).isTrue();
        assertThat(admission.httpStatus()).isEqualTo(101);
        return admission.open(new Socket());
    }

    @Test
    void closesWhatIsOpenAndTellsItsEnd() {
        TransportListener ended = open();
        open();
        ended.onClose(1000, "bye");
        told.clear();

        streams.stop();

        assertThat(done).containsExactly("close 1001 the server stops");
        assertThat(told).containsExactly("onClose 1001 the server stops");
        assertThat(streams.count()).isZero();
    }

    @Test
    void closesWhatIsOpenedAfterTheStop() {
        streams.stop();
        open();
        assertThat(done).containsExactly("close 1001 the server stops");
        assertThat(told).containsExactly("onClose 1001 the server stops");
    }

    @Test
    void leavesWhatIsOpenedAfterAnotherStart() {
        streams.stop();
        streams.start();
        open();
        assertThat(done).isEmpty();
        assertThat(streams.count()).isOne();
    }

    @Test
    void forgetsWhatIsBroken() {
        open().onError(new IllegalStateException("broken"));
        assertThat(streams.count()).isZero();
        assertThat(told).containsExactly("onError broken");
    }

    @Test
    void passesOnWhateverComes() {
        TransportListener listener = open();
        listener.onText("text");
        listener.onText("bytes".getBytes(StandardCharsets.UTF_8), 1, 3);
        listener.onBinary(7);
        listener.onSignOfLife();
        listener.onUnansweredPing(new byte[] {1, 2});
        assertThat(told)
                .containsExactly("onText text", "onText yte", "onBinary 7", "onSignOfLife", "onUnansweredPing 2");
    }

    @Test
    void leavesARefusalAsItIsAndGivesAPlaceBack() {
        OpenStreams nobody = new OpenStreams(handshake -> CompletableFuture.completedFuture(Admission.refused(401)));
        assertThat(nobody.authorise(ANYBODY).toCompletableFuture().join().httpStatus())
                .isEqualTo(401);
        streams.authorise(ANYBODY).toCompletableFuture().join().abandon();
        assertThat(done).containsExactly("abandon");
        assertThatNullPointerException().isThrownBy(() -> new OpenStreams(null)).withMessage("acceptor");
    }

    private final class Everybody implements Admission {
        @Override
        public boolean isAccepted() {
            return true;
        }

        @Override
        public int httpStatus() {
            return 101;
        }

        @Override
        public TransportListener open(StreamTransport transport) {
            return new Engine();
        }

        @Override
        public void abandon() {
            done.add("abandon");
        }
    }

    private final class Socket implements StreamTransport {
        @Override
        public void sendText(OutgoingMessage message, SendCallback callback) {
            throw new AssertionError("nothing is sent");
        }

        @Override
        public void sendPing(SendCallback callback) {
            throw new AssertionError("nothing is sent");
        }

        @Override
        public void close(int code, String reason) {
            done.add("close " + code + " " + reason);
        }

        @Override
        public void abort() {
            done.add("abort");
        }
    }

    private final class Engine implements TransportListener {
        @Override
        public void onText(String message) {
            told.add("onText " + message);
        }

        @Override
        public void onBinary(int lengthBytes) {
            told.add("onBinary " + lengthBytes);
        }

        @Override
        public void onSignOfLife() {
            told.add("onSignOfLife");
        }

        @Override
        public void onUnansweredPing(byte[] payload) {
            told.add("onUnansweredPing " + payload.length);
        }

        @Override
        public void onClose(int code, String reason) {
            told.add("onClose " + code + " " + reason);
        }

        @Override
        public void onError(Throwable cause) {
            told.add("onError " + cause.getMessage());
        }
    }
}
