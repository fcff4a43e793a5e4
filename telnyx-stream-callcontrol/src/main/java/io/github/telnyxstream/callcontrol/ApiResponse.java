package io.github.telnyxstream.callcontrol;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A successful answer of the REST API. Immutable.
 *
 * @param status the HTTP status, 200 to 299
 * @param json the body as JSON text; empty when there was none
 * @param id {@code x-request-id} of the answer, or null
 */
public record ApiResponse(int status, String json, @Nullable String id) {

    /** {@return the id to give to Telnyx's support, {@code x-request-id} of the answer; or empty} */
    public Optional<String> requestId() {
        return Optional.ofNullable(id);
    }

    /**
     * The failure to throw when {@link #json} is not what the request should have been answered with.
     *
     * @param request what was asked for, for the message
     * @param cause why it cannot be read, or null
     * @return a failure of kind {@code BAD_ANSWER}
     */
    public CallControlException unreadable(String request, @Nullable Throwable cause) {
        return ApiFailures.unreadable(Objects.requireNonNull(request, "request"), status, id, json, cause);
    }

    /** The status only: bodies hold phone numbers and links. */
    @Override
    public String toString() {
        return "ApiResponse[" + status + "]";
    }
}
