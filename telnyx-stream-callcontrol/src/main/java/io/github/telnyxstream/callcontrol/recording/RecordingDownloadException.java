package io.github.telnyxstream.callcontrol.recording;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A recording that could not be fetched. The message names the host, never the link. */
public final class RecordingDownloadException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Why it could not be fetched. */
    public enum Reason {
        /** There is no link (yet). */
        NO_LINK,
        /** The link, or a redirect, leads where downloads are not allowed to go. */
        FORBIDDEN_ADDRESS,
        /** The link has expired or is not accepted any more. */
        EXPIRED,
        /** The server answered with another error status, or a proxy does not let us through. */
        REFUSED,
        /** The file is longer than allowed. */
        TOO_LONG,
        /** It took longer than allowed. */
        TOO_SLOW,
        /** The connection broke, or fewer bytes came than announced, on every try. */
        INCOMPLETE,
        /** The downloader was closed. */
        CLOSED
    }

    private final Reason reason;
    private final int status;

    RecordingDownloadException(Reason reason, String message, int status, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.status = status;
    }

    /** {@return why it could not be fetched} */
    public Reason reason() {
        return reason;
    }

    /** {@return the HTTP status, or 0 when there was no answer} */
    public int status() {
        return status;
    }
}
