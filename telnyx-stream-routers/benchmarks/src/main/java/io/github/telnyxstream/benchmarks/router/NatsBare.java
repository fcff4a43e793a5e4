package io.github.telnyxstream.benchmarks.router;

import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.Nats;
import java.io.IOException;
import java.time.Duration;

/** NATS's request and reply. */
final class NatsBare implements Bare {
    private static final String SUBJECT = "bare";

    private final Connection connection;

    private NatsBare(Connection connection) {
        this.connection = connection;
    }

    static NatsBare connect(String url) throws IOException, InterruptedException {
        return new NatsBare(Nats.connect(url));
    }

    @Override
    public void answer() throws Exception {
        Dispatcher dispatcher =
                connection.createDispatcher(message -> connection.publish(message.getReplyTo(), message.getData()));
        dispatcher.subscribe(SUBJECT);
        connection.flush(Duration.ofSeconds(10));
    }

    @Override
    public byte[] ask(byte[] request) throws Exception {
        return connection.request(SUBJECT, request).get().getData();
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
