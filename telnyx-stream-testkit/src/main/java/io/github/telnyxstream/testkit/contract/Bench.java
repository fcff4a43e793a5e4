package io.github.telnyxstream.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.testkit.Eventually;
import java.io.IOException;
import java.util.concurrent.Callable;

/** A server with the adapter under test, and what is seen of it. When it is closed it checks that every end was told. */
final class Bench implements AutoCloseable {
    private final RecordingAdmissions admissions;
    private final AdapterUnderTest.RunningServer server;

    private Bench(RecordingAdmissions admissions, AdapterUnderTest.RunningServer server) {
        this.admissions = admissions;
        this.server = server;
    }

    static Bench of(AdapterUnderTest adapter) throws Exception {
        return of(adapter, RecordingAdmissions.forEverybody());
    }

    static Bench of(AdapterUnderTest adapter, RecordingAdmissions admissions) throws Exception {
        return new Bench(admissions, adapter.serve(admissions));
    }

    int port() {
        return server.port();
    }

    RecordingAdmissions admissions() {
        return admissions;
    }

    WebSocketClient client() {
        return WebSocketClient.connect(port(), "/media/x");
    }

    RawClient rawClient() throws IOException {
        return RawClient.upgrade(port(), "/media/x");
    }

    /** The server's side of the only connection. */
    RecordedSocket socket() {
        await(() -> !admissions.sockets().isEmpty());
        assertThat(admissions.sockets()).hasSize(1);
        return admissions.sockets().get(0);
    }

    /** The server's side of the connection that was opened after n others. */
    RecordedSocket socket(int n) {
        await(() -> admissions.sockets().size() > n);
        return admissions.sockets().get(n);
    }

    /** Waits for what must come true in the end. */
    static void await(Callable<Boolean> condition) {
        Eventually.until(condition);
    }

    static void awaitEnd(RecordedSocket socket) {
        await(socket::hasEnded);
    }

    @Override
    public void close() {
        server.close();
        for (RecordedSocket socket : admissions.sockets()) {
            awaitEnd(socket);
            assertThat(socket.isOverlapped()).as("two calls of onText at once").isFalse();
        }
        assertThat(admissions.placesHeld())
                .as("places neither opened nor abandoned")
                .isZero();
    }
}
