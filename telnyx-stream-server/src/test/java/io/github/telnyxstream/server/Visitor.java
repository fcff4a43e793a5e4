package io.github.telnyxstream.server;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A raw connection that says exactly what it is told to. */
final class Visitor implements AutoCloseable {
    private final Socket socket;

    private Visitor(Socket socket) {
        this.socket = socket;
    }

    static Visitor of(StreamServer server) throws IOException {
        return new Visitor(new Socket("127.0.0.1", server.port()));
    }

    Visitor says(String text) throws IOException {
        return says(text.getBytes(StandardCharsets.US_ASCII));
    }

    Visitor says(byte[] bytes) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(bytes);
        out.flush();
        return this;
    }

    /** The status line's number, or -1 when the connection ends without one. */
    int status() throws IOException {
        InputStream in = socket.getInputStream();
        try {
            String head = new String(in.readNBytes("HTTP/1.1 200".length()), StandardCharsets.US_ASCII);
            return head.isEmpty() ? -1 : Integer.parseInt(head.substring("HTTP/1.1 ".length()));
        } catch (IOException reset) {
            return -1;
        }
    }

    /** Reads up to and with the line that begins so, which has to be the last of an answer. */
    Visitor takesAnswer(String lastLine) throws IOException {
        StringBuilder line = new StringBuilder();
        while (line.indexOf(lastLine) != 0 || line.charAt(line.length() - 1) != '\n') {
            if (line.indexOf("\n") >= 0) {
                line.setLength(0);
            }
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new EOFException("no line that begins with \"" + lastLine + '"');
            }
            line.append((char) next);
        }
        return this;
    }

    /** Waits until the other side has hung up. */
    void awaitEnd() {
        try {
            socket.getInputStream().readAllBytes();
        } catch (IOException reset) {
            return;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
