package io.github.telnyxstream.adapter.netty;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One connection of {@link BareNio}: it is upgraded, and then its media messages are sent back. */
final class NioConnection {
    private static final Pattern KEY = Pattern.compile("(?i)\r\nSec-WebSocket-Key: *(\\S+)");
    /** RFC 6455, section 1.3. */
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private static final int BUFFER_BYTES = 4 << 10;
    private static final int TEXT = 1;
    private static final int CLOSE = 8;
    private static final int SHORT_LENGTH = 126;
    private static final int LONG_LENGTH = 127;
    private static final int MASK_BYTES = 4;

    private final SocketChannel channel;
    private ByteBuffer in = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private ByteBuffer out = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private boolean upgraded;
    private boolean isMedia;
    private boolean over;

    NioConnection(SocketChannel channel) {
        this.channel = channel;
    }

    /** Who does not take his answers is not read any more. */
    void handle(SelectionKey key) throws IOException {
        if (key.isReadable()) {
            over = channel.read(in) < 0;
            in.flip();
            upgraded = upgraded || tryUpgrade();
            while (upgraded && tryFrame()) {
                // the next one
            }
            in.compact();
            in = in.hasRemaining() ? in : doubled(in);
        }
        out.flip();
        channel.write(out);
        boolean isWritten = !out.hasRemaining();
        out.compact();
        if (over) {
            channel.close();
        } else {
            key.interestOps(isWritten ? SelectionKey.OP_READ : SelectionKey.OP_WRITE);
        }
    }

    private static ByteBuffer doubled(ByteBuffer full) {
        return ByteBuffer.allocateDirect(full.capacity() * 2).put(full.flip());
    }

    private boolean tryUpgrade() {
        String head = StandardCharsets.ISO_8859_1.decode(in.duplicate()).toString();
        Matcher key = KEY.matcher(head);
        int end = head.indexOf("\r\n\r\n");
        if (end < 0 || !key.find()) {
            return false;
        }
        in.position(in.position() + end + "\r\n\r\n".length());
        put(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
                        + accept(key.group(1)) + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
        return true;
    }

    private static String accept(String key) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(StandardCharsets.ISO_8859_1));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every JDK has SHA-1", missing);
        }
    }

    private void put(byte[] bytes) {
        room(bytes.length);
        out.put(bytes);
    }

    private void room(int bytes) {
        while (out.remaining() < bytes) {
            out = doubled(out);
        }
    }

    /** Takes one frame, if it has come whole. */
    private boolean tryFrame() {
        int begin = in.position();
        int left = in.remaining();
        if (left < Short.BYTES) {
            return false;
        }
        int length = in.get(begin + 1) & 0x7f;
        int head = Short.BYTES + (length == LONG_LENGTH ? Long.BYTES : length == SHORT_LENGTH ? Short.BYTES : 0);
        if (left < head) {
            return false;
        }
        if (length == LONG_LENGTH) {
            length = Math.toIntExact(in.getLong(begin + Short.BYTES));
        } else if (length == SHORT_LENGTH) {
            length = in.getShort(begin + Short.BYTES) & 0xffff;
        }
        int payload = begin + head + MASK_BYTES;
        if (left < head + MASK_BYTES + length) {
            return false;
        }
        take(in.get(begin), in.getInt(payload - MASK_BYTES), payload, length);
        in.position(payload + length);
        return true;
    }

    private void take(byte first, int mask, int payload, int length) {
        unmask(mask, payload, length);
        int opcode = first & 0x0f;
        if (opcode == TEXT) {
            int eventAt = "{'event':'".length();
            isMedia = length > eventAt && in.get(payload + eventAt) == 'm';
        }
        if (opcode == CLOSE || (isMedia && opcode <= TEXT)) {
            echo(first, payload, length);
            over = opcode == CLOSE;
        }
    }

    private void unmask(int mask, int from, int length) {
        long eight = ((long) mask << 32) | (mask & 0xffff_ffffL);
        int k = 0;
        for (; k + Long.BYTES <= length; k += Long.BYTES) {
            in.putLong(from + k, in.getLong(from + k) ^ eight);
        }
        for (; k < length; k++) {
            in.put(from + k, (byte) (in.get(from + k) ^ (mask >>> (24 - 8 * (k % MASK_BYTES)))));
        }
    }

    /** As it came: parts of a message remain parts. */
    private void echo(byte first, int from, int length) {
        room(length + Short.BYTES + Long.BYTES);
        out.put(first);
        if (length < SHORT_LENGTH) {
            out.put((byte) length);
        } else if (length <= 0xffff) {
            out.put((byte) SHORT_LENGTH).putShort((short) length);
        } else {
            out.put((byte) LONG_LENGTH).putLong(length);
        }
        out.put(in.slice(from, length));
    }
}
