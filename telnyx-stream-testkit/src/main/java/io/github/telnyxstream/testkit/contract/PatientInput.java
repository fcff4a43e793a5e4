package io.github.telnyxstream.testkit.contract;

import io.github.telnyxstream.testkit.Standstill;
import java.io.FilterInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What comes in on a socket; waiting for it fails only when nothing moves any more. */
final class PatientInput extends FilterInputStream {
    private static final int LOOK_MILLIS = 1_000;

    private static final Logger log = LoggerFactory.getLogger(PatientInput.class);

    private final Socket socket;

    PatientInput(Socket socket) throws IOException {
        super(socket.getInputStream());
        this.socket = socket;
        socket.setSoTimeout(LOOK_MILLIS);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        Standstill standstill = new Standstill();
        while (true) {
            try {
                return super.read(bytes, offset, length);
            } catch (SocketTimeoutException nothingYet) {
                standstill.look();
            }
        }
    }

    /** Whether nothing arrives for so long; false as soon as something does, which is then gone. */
    boolean isSilentFor(int seconds) throws IOException {
        socket.setSoTimeout(seconds * 1_000);
        try {
            int gone = super.read();
            log.debug("Not silent: {}", gone);
            return false;
        } catch (SocketTimeoutException silence) {
            return true;
        } finally {
            socket.setSoTimeout(LOOK_MILLIS);
        }
    }
}
