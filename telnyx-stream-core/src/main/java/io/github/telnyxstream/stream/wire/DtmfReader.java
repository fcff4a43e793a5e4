package io.github.telnyxstream.stream.wire;

import com.fasterxml.jackson.core.JsonParser;
import io.github.telnyxstream.stream.event.DtmfEvent;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

final class DtmfReader implements BodyReader {
    private @Nullable String digit;

    @Override
    public String field() {
        return "dtmf";
    }

    @Override
    public void read(JsonParser parser, Envelope envelope) throws IOException {
        digit = Fields.textIn(parser, "digit");
    }

    @Override
    public @Nullable String deliver(Envelope envelope, EventSink sink) {
        if (digit == null || digit.length() != 1 || "0123456789*#ABCDabcd".indexOf(digit.charAt(0)) < 0) {
            return "dtmf.digit is not a key of a telephone";
        }
        char key = digit.toUpperCase(Locale.ROOT).charAt(0);
        Instant occurredAt = instant(envelope);
        sink.event(new DtmfEvent(envelope.streamId, envelope.sequenceNumber, key, occurredAt));
        return null;
    }

    /** A time that cannot be read is not worth the digit. */
    private static @Nullable Instant instant(Envelope envelope) {
        String text = envelope.occurredAt;
        if (text == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException unreadable) {
            envelope.odd("occurred_at is not a time");
            return null;
        }
    }
}
