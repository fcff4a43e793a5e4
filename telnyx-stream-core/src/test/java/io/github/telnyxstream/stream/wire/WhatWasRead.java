package io.github.telnyxstream.stream.wire;

import io.github.telnyxstream.stream.event.MediaEvent;
import io.github.telnyxstream.stream.event.StreamEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what a reader says of one message. */
final class WhatWasRead implements EventSink {
    record Refusal(@Nullable String eventName, String reason, long offset, int lengthBytes) {}

    final List<StreamEvent> events = new ArrayList<>();
    final List<String> oddities = new ArrayList<>();
    final List<Refusal> refusals = new ArrayList<>();
    private MediaMessage media = new MediaMessage();

    static WhatWasRead of(EventReader reader, String message) {
        WhatWasRead read = new WhatWasRead();
        reader.read(message, read);
        return read;
    }

    static WhatWasRead of(EventReader reader, byte[] utf8) {
        // in the middle of a larger array, as a server hands it over
        byte[] larger = new byte[utf8.length + 40];
        Arrays.fill(larger, (byte) '"');
        System.arraycopy(utf8, 0, larger, 17, utf8.length);
        WhatWasRead read = new WhatWasRead();
        reader.read(larger, 17, utf8.length, read);
        return read;
    }

    /** By the JSON parser alone. */
    static WhatWasRead inAnyShape(EventReader reader, byte[] utf8) {
        WhatWasRead read = new WhatWasRead();
        reader.readInAnyShape(utf8, 0, utf8.length, read);
        return read;
    }

    @Override
    public MediaMessage mediaToFill() {
        return media;
    }

    @Override
    public void media(MediaMessage filled) {
        events.add(filled.toEvent());
        media = new MediaMessage();
    }

    @Override
    public void event(StreamEvent event) {
        events.add(event);
    }

    @Override
    public void oddity(String eventName, String detail) {
        oddities.add(detail);
    }

    @Override
    public void malformed(@Nullable String eventName, String reason, long offset, int lengthBytes) {
        refusals.add(new Refusal(eventName, reason, offset, lengthBytes));
    }

    StreamEvent onlyEvent() {
        if (events.size() != 1 || !refusals.isEmpty()) {
            throw new AssertionError("not one event: " + this);
        }
        return events.get(0);
    }

    Refusal onlyRefusal() {
        if (refusals.size() != 1 || !events.isEmpty()) {
            throw new AssertionError("not one refusal: " + this);
        }
        return refusals.get(0);
    }

    /** Everything there is to compare, bytes of audio included. */
    @Override
    public String toString() {
        StringBuilder all = new StringBuilder();
        for (StreamEvent event : events) {
            all.append(
                    event instanceof MediaEvent media
                            ? "media " + media.streamId() + " " + media.sequenceNumber() + " " + media.track() + " "
                                    + media.chunk() + " " + media.timestamp() + " " + Arrays.toString(media.payload())
                            : event.toString() + event.hashCode());
            all.append('\n');
        }
        return all.append(oddities).append(refusals).toString();
    }

    static byte[] utf8(String message) {
        return message.getBytes(StandardCharsets.UTF_8);
    }
}
