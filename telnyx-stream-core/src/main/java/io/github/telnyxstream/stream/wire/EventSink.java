package io.github.telnyxstream.stream.wire;

import io.github.telnyxstream.stream.event.StreamEvent;
import org.jspecify.annotations.Nullable;

/** Takes what a message says, during {@link EventReader#read}. */
public interface EventSink {

    /**
     * Where the next media message is to be written. May hold an older one.
     *
     * @return a message, the same one until it was passed to {@link #media(MediaMessage)}
     */
    MediaMessage mediaToFill();

    /**
     * A media message.
     *
     * @param media what {@link #mediaToFill} returned, filled
     */
    void media(MediaMessage media);

    /**
     * A message of any other kind.
     *
     * @param event the event; {@code UnknownEvent} for a kind that is not known
     */
    void event(StreamEvent event);

    /**
     * An optional field of a message that is passed on next could not be read and is left out; or something stands in the
     * message that does not belong there.
     *
     * @param eventName kind of the message
     * @param detail names the field, never the value
     */
    void oddity(String eventName, String detail);

    /**
     * A message that is no JSON object, or of a known kind without what it needs.
     *
     * @param eventName its kind as far as it was read, or null
     * @param reason a sentence for a person; names fields, never values
     * @param offset bytes from the start of the message to where reading stopped, or -1
     * @param lengthBytes length of the message
     */
    void malformed(@Nullable String eventName, String reason, long offset, int lengthBytes);
}
