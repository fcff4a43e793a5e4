package io.github.telnyxstream.stream.wire;

import com.fasterxml.jackson.core.JsonParser;
import io.github.telnyxstream.stream.event.StreamEvent;
import java.io.IOException;

/** Reads the object that belongs to one kind of message, and makes the event. One instance per message. */
interface BodyReader {

    /** Name of the object at the top level. */
    String field();

    /** Reads the object at the parser's position and leaves the parser on its end. */
    void read(JsonParser parser) throws IOException;

    /** The event, from what was read; fails when something that it needs is missing. */
    StreamEvent toEvent(Envelope envelope) throws InvalidFieldException;
}
