package io.github.telnyxstream.stream;

import io.github.telnyxstream.stream.transport.OutgoingMessage;
import io.github.telnyxstream.stream.transport.SendCallback;
import io.github.telnyxstream.stream.transport.StreamTransport;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** A socket whose sends are completed, and written, where and when the proof says so. */
final class ProofSocket implements StreamTransport {
    private final List<String> sent = new ArrayList<>();
    private final ArrayDeque<SendCallback> unfinished = new ArrayDeque<>();
    private int atOnce;
    private int mostAtOnce;
    private long buffered;
    private long takesOver;
    private int closes;
    private int aborts;

    /** From now on so many bytes of every message stay with the server, until {@link #written}. */
    synchronized void takesOver(long bytesEach) {
        takesOver = bytesEach;
    }

    @Override
    public void sendText(OutgoingMessage message, SendCallback callback) {
        send(message.text(), callback);
    }

    @Override
    public void sendPing(SendCallback callback) {
        send("ping", callback);
    }

    @Override
    public void sendPong(byte[] payload, SendCallback callback) {
        send("pong " + payload[0], callback);
    }

    private synchronized void send(String text, SendCallback callback) {
        sent.add(text);
        atOnce++;
        mostAtOnce = Math.max(mostAtOnce, atOnce);
        buffered += takesOver;
        unfinished.add(callback);
    }

    /** Completes the oldest unfinished send; false when there is none. */
    boolean complete() {
        SendCallback oldest;
        synchronized (this) {
            oldest = unfinished.poll();
            if (oldest == null) {
                return false;
            }
            atOnce--;
        }
        oldest.sent();
        return true;
    }

    /** Completes all, and what that lets go. */
    void completeAll() {
        boolean more = true;
        while (more) {
            more = complete();
        }
    }

    /** The server has written all it held, and holds nothing any more. */
    synchronized void written() {
        buffered = 0;
    }

    @Override
    public synchronized long bufferedBytes() {
        return buffered;
    }

    @Override
    public boolean isSendBlocking() {
        return false;
    }

    @Override
    public synchronized void close(int code, String reason) {
        closes++;
    }

    @Override
    public synchronized void abort() {
        aborts++;
    }

    synchronized List<String> sent() {
        return List.copyOf(sent);
    }

    synchronized int mostAtOnce() {
        return mostAtOnce;
    }

    synchronized int closes() {
        return closes;
    }

    synchronized int aborts() {
        return aborts;
    }
}
