package io.github.telnyxstream.testkit.router;

import io.github.telnyxstream.stream.router.MessageBus;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Pretended nodes in one process, and what can go wrong between them: messages are lost or come twice, wait until they
 * are let go, and nodes are cut off and come back.
 *
 * <pre>{@code
 * FaultyNetwork network = new FaultyNetwork();
 * StreamRouter a = StreamRouter.over(network.node());
 * FaultyNetwork.Node there = network.node();
 * StreamRouter b = StreamRouter.over(there);
 * there.cutOff();
 * }</pre>
 *
 * <p><b>Threads:</b> thread-safe; messages are delivered by whoever sends or lets go.
 */
public final class FaultyNetwork {
    private final Map<String, List<Receiver>> topics = new LinkedHashMap<>();
    private final Queue<Message> held = new ArrayDeque<>();
    private long sent;
    private boolean holding;
    private int loseNext;
    private int repeatNext;

    private record Receiver(Node node, Consumer<byte[]> consumer) {}

    private static final class Message {
        private final String topic;
        private final byte[] bytes;

        Message(String topic, byte[] bytes) {
            this.topic = topic;
            this.bytes = bytes;
        }
    }

    /** A network without faults. */
    public FaultyNetwork() {}

    /**
     * One more node.
     *
     * @return its connection
     */
    public Node node() {
        return new Node();
    }

    /**
     * Loses messages although they have receivers.
     *
     * @param count how many of the next ones
     */
    public synchronized void loseNext(int count) {
        loseNext = count;
    }

    /**
     * Delivers messages twice.
     *
     * @param count how many of the next ones
     */
    public synchronized void repeatNext(int count) {
        repeatNext = count;
    }

    /** Keeps messages back from now on. */
    public synchronized void hold() {
        holding = true;
    }

    /**
     * Counts what is kept back.
     *
     * @return how many messages wait to be let go
     */
    public synchronized int heldMessages() {
        return held.size();
    }

    /** Delivers what was kept back, in order, and keeps nothing back any more. */
    public synchronized void letGo() {
        holding = false;
        for (Message next = held.poll(); next != null; next = held.poll()) {
            deliver(next);
        }
    }

    /**
     * Counts what was sent, whatever became of it.
     *
     * @return messages of all nodes since the beginning
     */
    public synchronized long sentMessages() {
        return sent;
    }

    private synchronized boolean publish(Message message) {
        sent++;
        if (!topics.containsKey(message.topic)) {
            return false;
        }
        if (loseNext > 0) {
            loseNext--;
            return true;
        }
        int copies = repeatNext > 0 ? 2 : 1;
        repeatNext = Math.max(0, repeatNext - 1);
        for (int k = 0; k < copies; k++) {
            if (holding) {
                held.add(message);
            } else {
                deliver(message);
            }
        }
        return true;
    }

    private void deliver(Message message) {
        for (Receiver receiver : List.copyOf(topics.getOrDefault(message.topic, List.of()))) {
            if (!receiver.node.away) {
                receiver.consumer.accept(message.bytes.clone());
            }
        }
    }

    /** A node's connection to the network. Thread-safe. */
    public final class Node implements MessageBus {
        private final List<Runnable> reconnected = new ArrayList<>();
        private boolean away;

        private Node() {}

        /** Neither sends nor receives, and knows it when it sends; what it owns it goes on owning, as others may. */
        public void cutOff() {
            synchronized (FaultyNetwork.this) {
                away = true;
            }
        }

        /** Is connected again. */
        public void comeBack() {
            synchronized (FaultyNetwork.this) {
                away = false;
                List.copyOf(reconnected).forEach(Runnable::run);
            }
        }

        @Override
        public void publish(String topic, byte[] message, Undelivered outcome) {
            boolean somebody;
            synchronized (FaultyNetwork.this) {
                if (away) {
                    outcome.failed(new IllegalStateException("the node is cut off"));
                    return;
                }
                somebody = FaultyNetwork.this.publish(new Message(topic, message));
            }
            if (!somebody) {
                outcome.nobody();
            }
        }

        @Override
        public CompletionStage<Subscription> subscribe(String topic, Consumer<byte[]> receiver) {
            synchronized (FaultyNetwork.this) {
                if (away) {
                    return CompletableFuture.failedFuture(new IllegalStateException("the node is cut off"));
                }
                Receiver made = new Receiver(this, receiver);
                topics.computeIfAbsent(topic, unknown -> new ArrayList<>()).add(made);
                return CompletableFuture.completedFuture(() -> end(topic, made));
            }
        }

        private void end(String topic, Receiver made) {
            synchronized (FaultyNetwork.this) {
                List<Receiver> receivers = topics.getOrDefault(topic, new ArrayList<>());
                receivers.remove(made);
                if (receivers.isEmpty()) {
                    topics.remove(topic);
                }
            }
        }

        @Override
        public void onReconnected(Runnable listener) {
            synchronized (FaultyNetwork.this) {
                reconnected.add(listener);
            }
        }

        @Override
        public void close() {
            synchronized (FaultyNetwork.this) {
                topics.values().forEach(receivers -> receivers.removeIf(receiver -> receiver.node == this));
                topics.values().removeIf(List::isEmpty);
            }
        }
    }
}
