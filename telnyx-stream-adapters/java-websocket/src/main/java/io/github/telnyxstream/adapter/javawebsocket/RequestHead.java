package io.github.telnyxstream.adapter.javawebsocket;

import io.github.telnyxstream.stream.transport.Handshake;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The head of a request while it comes in: kept up to a limit, and read once, when it is whole. */
final class RequestHead {
    private static final int MAX_BYTES = 16 << 10;
    private static final int BLANK_LINE = ('\r' << 24) | ('\n' << 16) | ('\r' << 8) | '\n';

    private static final int BLANK_LINE_BYTES = 4;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private String[] request = {};
    private int headBytes;
    private int lastFour;

    void add(ByteBuffer read) {
        for (int n = read.position(); n < read.limit() && !isWhole(); n++) {
            lastFour = (lastFour << 8) | (read.get(n) & 0xff);
            headBytes++;
        }
        bytes.write(read.array(), read.arrayOffset() + read.position(), read.remaining());
    }

    boolean isWhole() {
        return lastFour == BLANK_LINE;
    }

    boolean isTooLong() {
        return headBytes > MAX_BYTES;
    }

    /** Everything that has come in, what follows the head included. */
    ByteBuffer bytes() {
        return ByteBuffer.wrap(bytes.toByteArray());
    }

    /** Reads the whole head; false when it is none of HTTP's (RFC 9112, sections 3 and 5). */
    boolean isReadable() {
        String text = new String(bytes.toByteArray(), 0, headBytes - BLANK_LINE_BYTES, StandardCharsets.ISO_8859_1);
        String[] lines = text.split("\r\n", -1);
        request = lines[0].split(" ", -1);
        for (int n = 1; n < lines.length; n++) {
            int colon = lines[n].indexOf(':');
            String name = lines[n].substring(0, Math.max(colon, 0));
            if (name.isEmpty() || name.indexOf(' ') >= 0) {
                return false;
            }
            headers.computeIfAbsent(name, first -> new ArrayList<>(1))
                    .add(lines[n].substring(colon + 1).strip());
        }
        return request.length == 3 && request[1].startsWith("/") && request[2].startsWith("HTTP/1.");
    }

    String method() {
        return request[0];
    }

    boolean has(String header) {
        return headers.containsKey(header);
    }

    boolean has(String header, String word) {
        String values = String.join(",", headers.getOrDefault(header, List.of()));
        return values.toLowerCase(Locale.ROOT).contains(word);
    }

    Handshake handshake(@Nullable String remoteAddress) {
        String[] target = request[1].split("\\?", 2);
        return new Handshake(target[0], target.length == 1 ? null : target[1], headers, remoteAddress);
    }
}
