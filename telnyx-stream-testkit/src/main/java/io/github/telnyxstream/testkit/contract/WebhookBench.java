package io.github.telnyxstream.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.callcontrol.webhook.WebhookHandler;
import io.github.telnyxstream.callcontrol.webhook.WebhookReceiver;
import io.github.telnyxstream.callcontrol.webhook.WebhookVerifier;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A server with the webhook handler under test, and the events that were handled. */
final class WebhookBench implements AutoCloseable {
    /** Instead of a status: the server has closed the connection without one. */
    static final int HUNG_UP = 0;

    private static final int CHUNK_BYTES = 8_191;

    private final List<String> handled = new CopyOnWriteArrayList<>();
    private final WebhookReceiver receiver;
    private final AdapterUnderTest.RunningServer server;

    private WebhookBench(WebhookContract contract, @Nullable WebhookHandler handler) throws Exception {
        receiver = WebhookReceiver.create(
                WebhookVerifier.create(SignedRequest.publicKey()),
                handler == null ? event -> handled.add(event.id()) : handler);
        server = contract.serve(receiver);
    }

    static WebhookBench of(WebhookContract contract) throws Exception {
        return new WebhookBench(contract, null);
    }

    static WebhookBench of(WebhookContract contract, WebhookHandler handler) throws Exception {
        return new WebhookBench(contract, handler);
    }

    int port() {
        return server.port();
    }

    /** The status that is answered; it may be before the body has gone. */
    int deliver(SignedRequest request) throws IOException {
        try (RawClient client = RawClient.connect(port())) {
            byte[] body = request.body();
            client.write(request.head(body.length));
            client.writeInSpiteOfHangup(body);
            return status(client.readHead());
        }
    }

    /** The status that is answered; it may be before all chunks have gone. */
    int deliverInChunks(SignedRequest request) throws IOException {
        try (RawClient client = RawClient.connect(port())) {
            AtomicReference<IOException> cutOff = new AtomicReference<>();
            Thread writer = new Thread(() -> {
                try {
                    writeInChunks(client, request);
                } catch (IOException refused) {
                    cutOff.set(refused);
                }
            });
            writer.start();
            int status = status(client.readHead());
            if (status == 200) {
                assertThat(cutOff).hasNullValue();
            }
            return status;
        }
    }

    private static void writeInChunks(RawClient client, SignedRequest request) throws IOException {
        client.write(request.headOfChunks());
        byte[] body = request.body();
        for (int at = 0; at < body.length; at += CHUNK_BYTES) {
            byte[] piece = Arrays.copyOfRange(body, at, Math.min(body.length, at + CHUNK_BYTES));
            client.write((Integer.toHexString(piece.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            client.write(piece);
            client.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        client.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    /** What is answered, or {@link #HUNG_UP}. */
    static int statusOrHungUp(RawClient client) {
        try {
            return status(client.readHead());
        } catch (SocketTimeoutException stillOpen) {
            throw new AssertionError("neither answered nor closed", stillOpen);
        } catch (IOException closed) {
            return HUNG_UP;
        }
    }

    private static int status(String head) {
        return Integer.parseInt(head.split(" ", 3)[1]);
    }

    /** Waits until these and no others were handled, each once; in any order. */
    void awaitHandled(String... ids) {
        Bench.await(() -> handled.size() >= ids.length);
        receiver.close();
        assertThat(handled).containsExactlyInAnyOrder(ids);
    }

    @Override
    public void close() {
        server.close();
        receiver.close();
    }
}
