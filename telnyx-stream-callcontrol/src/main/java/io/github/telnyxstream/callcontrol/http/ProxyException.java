package io.github.telnyxstream.callcontrol.http;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A proxy that does not let us through. The message is a clause whose subject is the proxy. */
public final class ProxyException extends IOException {

    private static final long serialVersionUID = 1L;

    private final boolean retryable;

    ProxyException(String message, boolean retryable, @Nullable Throwable cause) {
        super(message, cause);
        this.retryable = retryable;
    }

    /** {@return whether it may go through later: false for credentials and for what is forbidden} */
    public boolean isRetryable() {
        return retryable;
    }
}
