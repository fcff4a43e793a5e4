package io.github.telnyxstream.callcontrol;

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

    /**
     * The id to give to Telnyx's support.
     *
     * @return {@code x-request-id} of the answer, or empty
     */
    public Optional<String> requestId() {
        return Optional.ofNullable(id);
    }

    /** The status only: bodies hold phone numbers and links. */
    @Override
    public String toString() {
        return "ApiResponse[" + status + "]";
    }
}
