package io.github.telnyxstream.testkit.contract;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A peer that may behave badly: a socket, and frames made by hand (RFC 6455, section 5.2). */
final class RawClient implements AutoCloseable {
    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    private static final int FIN = 0x80;
    private static final int RSV1 = 0x40;
    private static final int MASKED = 0x80;
    private static final int SMALL_BUFFER_BYTES = 8 << 10;

    private static final Logger log = LoggerFactory.getLogger(RawClient.class);

    private final Socket socket;
    private final PatientInput patient;
    private final DataInputStream in;

    /** A frame as it came. */
    static final class Frame {
        private final int opcode;
        private final boolean last;
        private final boolean compressed;
        private final byte[] payload;

        Frame(int flags, byte[] payload) {
            this.opcode = flags & 0x0f;
            this.last = (flags & FIN) != 0;
            this.compressed = (flags & RSV1) != 0;
            this.payload = payload;
        }

        int opcode() {
            return opcode;
        }

        boolean isLast() {
            return last;
        }

        /** Whether the bit is set that permessage-deflate sets (RFC 7692, section 6). */
        boolean isCompressed() {
            return compressed;
        }

        byte[] payload() {
            return payload;
        }

        String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }
    }

    private RawClient(Socket socket) throws IOException {
        this.socket = socket;
        this.patient = new PatientInput(socket);
        this.in = new DataInputStream(patient);
    }

    /** Connects and says nothing yet. Its receive buffer is small, so that not reading is felt soon. */
    static RawClient connect(int port) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(SMALL_BUFFER_BYTES);
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return new RawClient(socket);
    }

    /** Connects and upgrades. */
    static RawClient upgrade(int port, String path) throws IOException {
        RawClient client = connect(port);
        String answer = client.request("GET " + path + " HTTP/1.1", UPGRADE_HEADERS);
        if (!answer.startsWith("HTTP/1.1 101")) {
            throw new IOException("not upgraded: " + answer.lines().findFirst().orElse(""));
        }
        return client;
    }

    static final String[] UPGRADE_HEADERS = {
        "Host: localhost",
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGVsbnl4LXN0cmVhbS10cw=="
    };

    /** Sends a request, and gives back the head of the answer. */
    String request(String line, String... headers) throws IOException {
        write(head(line, headers));
        return readHead();
    }

    /** The bytes of a request's head. */
    static byte[] head(String line, String... headers) {
        return (line + "\r\n" + String.join("\r\n", headers) + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    /** The head of the answer to a request; throws an EOFException or another IOException when there is none. */
    String readHead() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
            head.write(in.readUnsignedByte());
        }
        return head.toString(StandardCharsets.US_ASCII);
    }

    void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    boolean isOpen() {
        return !socket.isClosed();
    }

    void sendText(String message) throws IOException {
        sendFrame(TEXT, true, message.getBytes(StandardCharsets.UTF_8));
    }

    void sendTextOrThrow(String message) {
        try {
            sendText(message);
        } catch (IOException hungUp) {
            throw new UncheckedIOException(hungUp);
        }
    }

    static byte[] closeFrame(int code, String reason) {
        byte[] text = reason.getBytes(StandardCharsets.UTF_8);
        byte[] payload = new byte[2 + text.length];
        payload[0] = (byte) (code >> 8);
        payload[1] = (byte) code;
        System.arraycopy(text, 0, payload, 2, text.length);
        return frame(CLOSE, true, payload);
    }

    void sendClose(int code, String reason) throws IOException {
        write(closeFrame(code, reason));
    }

    /** Sends one frame; its mask is zero, which is a mask like any other. */
    void sendFrame(int opcode, boolean last, byte[] payload) throws IOException {
        write(frame(opcode, last, payload));
    }

    /** Sends one frame to who may have hung up, or may do so meanwhile: then it is lost without a word. */
    void sendInSpiteOfHangup(int opcode, boolean last, byte[] payload) {
        writeInSpiteOfHangup(frame(opcode, last, payload));
    }

    /** Writes to who may have hung up, or may do so meanwhile; what has been answered before can be read all the same. */
    void writeInSpiteOfHangup(byte[] bytes) {
        try {
            write(bytes);
        } catch (IOException hungUp) {
            log.trace("The other side was faster", hungUp);
        }
    }

    /** Sends one frame without a mask, which a client must not do (RFC 6455, section 5.1). */
    void sendUnmaskedText(String message) throws IOException {
        byte[] payload = message.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(FIN | TEXT);
        frame.write(payload.length);
        frame.writeBytes(payload);
        write(frame.toByteArray());
    }

    /** The bytes of one frame. */
    static byte[] frame(int opcode, boolean last, byte[] payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream(payload.length + 14);
        frame.write((last ? FIN : 0) | opcode);
        if (payload.length < 126) {
            frame.write(MASKED | payload.length);
        } else {
            int lengthBytes = payload.length < 1 << 16 ? 2 : 8;
            frame.write(MASKED | (lengthBytes == 2 ? 126 : 127));
            for (int shift = 8 * (lengthBytes - 1); shift >= 0; shift -= 8) {
                frame.write((int) ((long) payload.length >> shift));
            }
        }
        frame.writeBytes(new byte[4]);
        frame.writeBytes(payload);
        return frame.toByteArray();
    }

    /** The next frame that is no ping; throws an EOFException or another IOException when the server has hung up. */
    Frame readFrame() throws IOException {
        Frame frame = readAnyFrame();
        while (frame.opcode() == PING) {
            frame = readAnyFrame();
        }
        return frame;
    }

    /** The next message, put together if it comes in pieces, or the next close. */
    Frame readMessage() throws IOException {
        Frame first = readFrame();
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(first.payload());
        for (Frame piece = first; !piece.isLast(); ) {
            piece = readFrame();
            if (piece.opcode() != CONTINUATION) {
                throw new AssertionError("opcode " + piece.opcode() + " amid a message");
            }
            whole.writeBytes(piece.payload());
        }
        return new Frame(FIN | (first.isCompressed() ? RSV1 : 0) | first.opcode(), whole.toByteArray());
    }

    /** The next frame of any kind. */
    Frame readAnyFrame() throws IOException {
        int first = in.readUnsignedByte();
        int length = in.readUnsignedByte();
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = Math.toIntExact(in.readLong());
        }
        byte[] payload = new byte[length];
        in.readFully(payload);
        return new Frame(first, payload);
    }

    /** Reads on until the server hangs up, in whatever way; tells whether a close frame came before. */
    boolean readsCloseFrameBeforeTheEnd() {
        boolean closed = false;
        try {
            while (true) {
                closed |= readFrame().opcode() == CLOSE;
            }
        } catch (IOException hungUp) {
            return closed;
        }
    }

    /** Whether nothing arrives for so long; false as soon as something does. */
    boolean isSilentFor(int seconds) throws IOException {
        return patient.isSilentFor(seconds);
    }

    /** Says that it will send nothing more. */
    void shutdownOutput() throws IOException {
        socket.shutdownOutput();
    }

    /** Hangs up so that the other side gets a reset. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Hangs up as a process that ends does. */
    @Override
    public void close() throws IOException {
        socket.close();
    }
}
