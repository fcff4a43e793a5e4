package io.github.telnyxstream.stream;

import io.github.telnyxstream.stream.transport.OutgoingMessage;
import io.github.telnyxstream.stream.transport.SendCallback;
import io.github.telnyxstream.stream.transport.StreamTransport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A socket that remembers what it was given, and completes sends when the test says so. */
final class FakeTransport implements StreamTransport {
    private static final String MEDIA_HEAD = "{\"event\":\"media\",\"media\":{\"payload\":\"";

    private final StreamClock clock;
    private final List<Sent> sent = new ArrayList<>();
    private final List<SendCallback> held = new ArrayList<>();
    private final List<Integer> closeCodes = new ArrayList<>();
    private final boolean sendBlocking;
    private final List<Thread> senders = new ArrayList<>();
    private final List<String> controlFrames = new ArrayList<>();
    private boolean holding;
    private long bufferedBytes;
    private int unfinished;
    private int mostUnfinished;
    private int aborts;
    private @Nullable RuntimeException refusal;

    /** A message and when it was handed over. */
    record Sent(String text, long atNanos) {
        boolean isMedia() {
            return text.startsWith(MEDIA_HEAD);
        }

        boolean isClear() {
            return text.equals("{\"event\":\"clear\"}");
        }

        @Nullable
        String mark() {
            String head = "{\"event\":\"mark\",\"mark\":{\"name\":\"";
            return text.startsWith(head) ? text.substring(head.length(), text.length() - 3) : null;
        }

        byte[] payload() {
            return Base64.getDecoder().decode(text.substring(MEDIA_HEAD.length(), text.length() - 3));
        }
    }

    /** Its sends block, as far as the engine knows. */
    FakeTransport(StreamClock clock) {
        this(clock, true);
    }

    FakeTransport(StreamClock clock, boolean sendBlocking) {
        this.clock = clock;
        this.sendBlocking = sendBlocking;
    }

    @Override
    public void sendText(OutgoingMessage message, SendCallback callback) {
        start(() -> sent.add(new Sent(message.text(), clock.nanoTime())), callback);
    }

    @Override
    public void sendPing(SendCallback callback) {
        start(() -> controlFrames.add("ping"), callback);
    }

    @Override
    public void sendPong(byte[] payload, SendCallback callback) {
        start(() -> controlFrames.add("pong " + Arrays.toString(payload)), callback);
    }

    private void start(Runnable note, SendCallback callback) {
        synchronized (this) {
            if (refusal != null) {
                throw refusal;
            }
            note.run();
            senders.add(Thread.currentThread());
            mostUnfinished = Math.max(mostUnfinished, ++unfinished);
            if (holding) {
                held.add(callback);
                return;
            }
            unfinished--;
        }
        callback.sent();
    }

    /** From now on the server says that it still holds so much of what it took over. */
    synchronized void buffer(long bytes) {
        bufferedBytes = bytes;
    }

    @Override
    public synchronized long bufferedBytes() {
        return bufferedBytes;
    }

    /** Who has made the sends, one by one. */
    synchronized List<Thread> senders() {
        return List.copyOf(senders);
    }

    /** From now on sends are not completed. */
    synchronized void hold() {
        holding = true;
    }

    /** Completes what is held, and from now on everything at once. */
    void release() {
        List<SendCallback> waiting;
        synchronized (this) {
            holding = false;
            waiting = List.copyOf(held);
            held.clear();
            unfinished -= waiting.size();
        }
        waiting.forEach(SendCallback::sent);
    }

    /** Completes what is held and holds what follows. */
    void step() {
        List<SendCallback> waiting;
        synchronized (this) {
            waiting = List.copyOf(held);
            held.clear();
            unfinished -= waiting.size();
        }
        waiting.forEach(SendCallback::sent);
    }

    synchronized List<SendCallback> held() {
        return List.copyOf(held);
    }

    synchronized void refuseWith(RuntimeException refusal) {
        this.refusal = refusal;
    }

    /** Pings and pongs in the order of sending. */
    synchronized List<String> controlFrames() {
        return List.copyOf(controlFrames);
    }

    long pings() {
        return controlFrames().stream().filter("ping"::equals).count();
    }

    @Override
    public boolean isSendBlocking() {
        return sendBlocking;
    }

    @Override
    public synchronized void close(int code, String reason) {
        closeCodes.add(code);
    }

    @Override
    public synchronized void abort() {
        aborts++;
    }

    synchronized List<Integer> closeCodes() {
        return List.copyOf(closeCodes);
    }

    synchronized int aborts() {
        return aborts;
    }

    synchronized int mostUnfinished() {
        return mostUnfinished;
    }

    synchronized List<Sent> sent() {
        return List.copyOf(sent);
    }

    List<Sent> media() {
        return sent().stream().filter(Sent::isMedia).toList();
    }

    List<String> marks() {
        return sent().stream().map(Sent::mark).filter(name -> name != null).toList();
    }

    long clears() {
        return sent().stream().filter(Sent::isClear).count();
    }
}
