package io.github.telnyxstream.stream.router;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Messages within one process: the receivers of a topic are called by whoever sends. Thread-safe. */
final class LocalBus implements MessageBus {
    private final Map<String, List<Consumer<byte[]>>> topics = new ConcurrentHashMap<>();

    @Override
    public void publish(String topic, byte[] message, Undelivered outcome) {
        List<Consumer<byte[]>> receivers = topics.get(topic);
        if (receivers == null) {
            outcome.nobody();
            return;
        }
        // subscribers of a topic see the same order
        synchronized (receivers) {
            receivers.forEach(receiver -> receiver.accept(message));
        }
    }

    @Override
    public CompletionStage<Subscription> subscribe(String topic, Consumer<byte[]> receiver) {
        topics.compute(topic, (name, present) -> {
            List<Consumer<byte[]>> receivers = present == null ? new CopyOnWriteArrayList<>() : present;
            receivers.add(receiver);
            return receivers;
        });
        return CompletableFuture.completedFuture(() -> topics.computeIfPresent(topic, (name, receivers) -> {
            receivers.remove(receiver);
            return receivers.isEmpty() ? null : receivers;
        }));
    }

    /** It is never away. */
    @Override
    public void onReconnected(Runnable listener) {}

    @Override
    public void close() {
        topics.clear();
    }
}
