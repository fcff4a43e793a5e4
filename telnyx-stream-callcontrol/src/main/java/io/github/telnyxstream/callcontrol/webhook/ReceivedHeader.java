package io.github.telnyxstream.callcontrol.webhook;

/**
 * A SIP header that came with a call. Immutable.
 *
 * @param name header name
 * @param value header value
 */
public record ReceivedHeader(String name, String value) {

    /** The name only: values can hold phone numbers. */
    @Override
    public String toString() {
        return name;
    }
}
