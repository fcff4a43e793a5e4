package io.github.telnyxstream.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/**
 * Calls against one server, as lean as they can be: one thread, one selector, messages made once, answers counted and not
 * read. Each call sends a frame every 20 ms; the calls are spread over the 20 ms evenly.
 */
final class LoopClient implements AutoCloseable {
    private static final long STEP_NANOS = 1_000_000;
    private static final int STEPS = 20;
    private static final int STEPS_A_SECOND = 1000;
    private static final long PATIENCE_NANOS = 5_000_000_000L;
    private static final int COUNTER_DIGITS = 9;

    private final Selector selector = Selector.open();
    private final List<Call> calls = new ArrayList<>();
    private final ByteBuffer incoming = ByteBuffer.allocateDirect(256 << 10);
    private long sent;
    private long received;

    LoopClient(int port, int count) throws IOException {
        for (int k = 0; k < count; k++) {
            calls.add(new Call(port, k));
        }
    }

    /** Frames that were sent and have not come back. */
    long missing() {
        return sent - received;
    }

    static boolean isMedia(String message) {
        return message.startsWith("{\"event\":\"media\"");
    }

    /** Looks at the calls once a second. */
    interface Watcher {
        /**
         * So many whole seconds are over.
         *
         * @param inFlight frames that have not come back yet
         */
        void second(int seconds, long inFlight) throws IOException;
    }

    /** Runs the calls for so long, at most as fast as the server answers while it is cold. */
    void warmUp(long nanos) throws IOException {
        long end = System.nanoTime() + nanos;
        while (System.nanoTime() - end < 0) {
            run(STEPS * STEP_NANOS);
        }
    }

    /** Runs the calls for so long; returns how many frames came back meanwhile. */
    long run(long nanos) throws IOException {
        return run(nanos, (seconds, inFlight) -> {});
    }

    long run(long nanos, Watcher watcher) throws IOException {
        long before = received;
        long begin = System.nanoTime();
        for (long step = 0; step * STEP_NANOS < nanos; step++) {
            long due = begin + step * STEP_NANOS;
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            for (int k = (int) (step % STEPS); k < calls.size(); k += STEPS) {
                calls.get(k).sendFrame();
            }
            readAll();
            if (step > 0 && step % STEPS_A_SECOND == 0) {
                watcher.second((int) (step / STEPS_A_SECOND), sent - received);
            }
        }
        awaitRest();
        return received - before;
    }

    /** Frames still under way belong to this run; gives up only when nothing comes any more. */
    private void awaitRest() throws IOException {
        long progress = received;
        long progressNanos = System.nanoTime();
        while (received < sent && System.nanoTime() - progressNanos < PATIENCE_NANOS) {
            readAll();
            LockSupport.parkNanos(STEP_NANOS);
            if (received > progress) {
                progress = received;
                progressNanos = System.nanoTime();
            }
        }
    }

    private void readAll() throws IOException {
        selector.selectNow(key -> {
            try {
                ((Call) key.attachment()).read();
            } catch (IOException broken) {
                throw new IllegalStateException("a call was cut off", broken);
            }
        });
    }

    @Override
    public void close() throws IOException {
        for (Call call : calls) {
            call.channel.close();
        }
        selector.close();
    }

    private final class Call {
        final SocketChannel channel;
        private final ByteBuffer frame;
        private final int sequenceAt;
        private final int chunkAt;
        private int sequence = 1;
        private int chunk;
        /** Of the message that arrives: bytes still to come; and the part of a head that has come. */
        private long payloadLeft;

        private final byte[] head = new byte[10];
        private int headFilled;

        Call(int port, int number) throws IOException {
            channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            upgrade();
            String stream = String.format(Locale.ROOT, "%08d-0000-4000-8000-000000000000", number);
            write(masked(
                    "{\"event\":\"start\",\"sequence_number\":\"1\",\"start\":{\"user_id\":\"u\",\"call_control_id\":\"c"
                            + number
                            + "\",\"media_format\":{\"encoding\":\"PCMU\",\"sample_rate\":8000,\"channels\":1}},"
                            + "\"stream_id\":\"" + stream + "\"}"));
            byte[] audio = new byte[160];
            for (int k = 0; k < audio.length; k++) {
                audio[k] = (byte) (k * 31 + number);
            }
            String counter = "0".repeat(COUNTER_DIGITS);
            String sequenceHead = "{\"event\":\"media\",\"sequence_number\":\"";
            String chunkHead = "\",\"stream_id\":\"" + stream + "\",\"media\":{\"track\":\"inbound\",\"chunk\":\"";
            frame = masked(sequenceHead + counter + chunkHead + counter + "\",\"timestamp\":\"20\",\"payload\":\""
                    + Base64.getEncoder().encodeToString(audio) + "\"}}");
            sequenceAt = 8 + sequenceHead.length();
            chunkAt = sequenceAt + COUNTER_DIGITS + chunkHead.length();
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, this);
        }

        private void upgrade() throws IOException {
            String request = String.join(
                    "\r\n",
                    "GET /media/x HTTP/1.1",
                    "Host: 127.0.0.1",
                    "Upgrade: websocket",
                    "Connection: Upgrade",
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                    "Sec-WebSocket-Version: 13",
                    "",
                    "");
            write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
            StringBuilder answer = new StringBuilder();
            ByteBuffer one = ByteBuffer.allocate(1);
            while (answer.indexOf("\r\n\r\n") < 0) {
                if (channel.read(one.clear()) < 0) {
                    throw new IOException("not upgraded: " + answer);
                }
                answer.append((char) one.get(0));
            }
            if (!answer.toString().startsWith("HTTP/1.1 101")) {
                throw new IOException("not upgraded: " + answer);
            }
        }

        /** A whole text message in one frame, masked with zeros (RFC 6455, 5.2 and 5.3). */
        private static ByteBuffer masked(String text) {
            byte[] payload = text.getBytes(StandardCharsets.UTF_8);
            ByteBuffer frame = ByteBuffer.allocateDirect(payload.length + 8);
            frame.put((byte) 0x81).put((byte) (0x80 | 126)).putShort((short) payload.length);
            return frame.putInt(0).put(payload).flip();
        }

        void sendFrame() throws IOException {
            number(sequenceAt, ++sequence);
            number(chunkAt, ++chunk);
            sent++;
            write(frame.duplicate());
        }

        /** Leading zeros are no number of JSON's, but these are texts; a first digit makes them look like real ones. */
        private void number(int at, int value) {
            int rest = value;
            for (int k = COUNTER_DIGITS - 1; k > 0; k--) {
                frame.put(at + k, (byte) ('0' + rest % 10));
                rest /= 10;
            }
            frame.put(at, (byte) '1');
        }

        private void write(ByteBuffer bytes) throws IOException {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }

        void read() throws IOException {
            incoming.clear();
            if (channel.read(incoming) < 0) {
                throw new IOException("closed by the server");
            }
            incoming.flip();
            while (incoming.hasRemaining()) {
                if (payloadLeft > 0) {
                    int skipped = (int) Math.min(payloadLeft, incoming.remaining());
                    incoming.position(incoming.position() + skipped);
                    payloadLeft -= skipped;
                } else {
                    readHead();
                }
            }
        }

        private void readHead() {
            head[headFilled++] = incoming.get();
            int code = headFilled > 1 ? head[1] & 0x7F : 0;
            int needed = headFilled < 2 ? 2 : code == 126 ? 4 : code == 127 ? 10 : 2;
            if (headFilled == needed && headFilled > 1) {
                payloadLeft = code < 126 ? code : ByteBuffer.wrap(head).getShort(2) & 0xFFFF;
                headFilled = 0;
                received += (head[0] & 0x0F) == 1 ? 1 : 0;
            }
        }
    }
}
