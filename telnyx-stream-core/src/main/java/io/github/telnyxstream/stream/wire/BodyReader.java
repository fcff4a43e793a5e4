package io.github.telnyxstream.stream.wire;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads the object that belongs to one kind of message, and makes the event. One instance per message. */
interface BodyReader {

    /** Name of the object at the top level. */
    String field();

    /** Reads the object at the parser's position and leaves the parser on its end. Notes what is odd in the envelope. */
    void read(JsonParser parser, Envelope envelope) throws IOException;

    /** Passes on what was read; returns what is missing or broken instead, when that makes it worthless. */
    @Nullable
    String deliver(Envelope envelope, EventSink sink);
}
