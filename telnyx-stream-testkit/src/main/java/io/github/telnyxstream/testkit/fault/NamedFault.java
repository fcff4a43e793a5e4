package io.github.telnyxstream.testkit.fault;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Everything that can go wrong, by a name that fits on a command line. */
public enum NamedFault {
    /** Media in bunches. */
    LATE("frames wait for each other and come in bunches; late=60ms", Value.MILLIS, 60),
    /** Missing media. */
    LOST("frames never come; lost=2%", Value.SHARE, 50),
    /** Media out of order. */
    REORDERED("frames overtake each other; reordered=60ms", Value.MILLIS, 60),
    /** Media that comes twice. */
    DUPLICATED("frames come twice; duplicated=5%", Value.SHARE, 20),
    /** Comfort noise that sounds like somebody. */
    NOISE("comfort noise at -35 dB where the caller says nothing, as one report has it", Value.NONE, 0),
    /** A connection that only one end believes in. */
    HALF_OPEN(
            "nothing goes over the socket any more, either way, and nobody closes it; half-open=3s",
            Value.MILLIS,
            3000),
    /** A connection that says nothing. */
    STALL("Telnyx falls silent while the socket stays open; stall=3s", Value.MILLIS, 3000),
    /** A lost connection. */
    RESET("the connection breaks while the call goes on; reset=3s", Value.MILLIS, 3000),
    /** A lost connection that comes back. */
    RECONNECT("the connection breaks and is opened again; reconnect=3s", Value.MILLIS, 3000),
    /** A stream that does not begin. */
    NO_START("no start is ever sent", Value.NONE, 0),
    /** A stream that begins twice. */
    TWO_STARTS("start is sent again after a second", Value.NONE, 0),
    /** A stream that does not say that it ends. */
    NO_STOP("the stream is closed without a stop", Value.NONE, 0),
    /** A stream that ends with its connection. */
    BREAK_AT_END("the connection breaks instead of being closed", Value.NONE, 0),
    /** Media too early. */
    MEDIA_BEFORE_START("three media messages before start", Value.NONE, 0),
    /** Media too late. */
    MEDIA_AFTER_STOP("three media messages after stop", Value.NONE, 0),
    /** Events of the future. */
    UNKNOWN_EVENTS("events that nobody has heard of; unknown-events=5%", Value.SHARE, 20),
    /** Fields of the future. */
    UNKNOWN_FIELDS("fields that nobody has heard of, in every message", Value.NONE, 0),
    /** Not even JSON. */
    GARBAGE("messages that are no JSON; garbage=5%", Value.SHARE, 20),
    /** Not even base64. */
    BAD_BASE64("payloads that are no base64; bad-base64=5%", Value.SHARE, 20),
    /** Somebody else's media. */
    FOREIGN_MEDIA("media with another stream's id; foreign-media=5%", Value.SHARE, 20),
    /** Numbers the other way. */
    NUMBERS("counters as numbers, sample rate and channels as texts", Value.NONE, 0),
    /** Another clock. */
    SAMPLE_TIMESTAMPS("media.timestamp counts samples, not milliseconds", Value.NONE, 0),
    /** Frames of another size. */
    SHORT_FRAMES("payloads of 156 bytes instead of 160, as was seen live", Value.NONE, 0),
    /** Parameters in the other shape. */
    OBJECT_PARAMETERS("custom_parameters as an object instead of a list", Value.NONE, 0),
    /** Marks that are lost. */
    MARKS_NEVER("marks never come back", Value.NONE, 0),
    /** Marks that come twice. */
    MARKS_TWICE("every mark comes back twice", Value.NONE, 0),
    /** A slow peer. */
    SLOW_READER("Telnyx takes a message only every 40 ms", Value.NONE, 0),
    /** Signs of life. */
    PINGS("WebSocket pings, which Telnyx is not known to send or not; pings=1s", Value.MILLIS, 1000),
    /** A socket that outlives its stream. */
    CLOSE_LATE("the socket stays open for a while after stop; close-late=3s", Value.MILLIS, 3000),
    /** An echo. */
    OWN_VOICE("your program's own voice comes back on the inbound track, as was seen on bridged calls", Value.NONE, 0),
    /** A loop. */
    LOOP(
            "on a bridged call two seconds of what is sent for self are heard until it ends, as was seen once",
            Value.NONE,
            0),
    /** The SDK's word. */
    SDK_TRACK("streaming.failed says track, as in the SDK, not stream_track, as in the documentation", Value.NONE, 0),
    /** More than is documented. */
    SECOND_STREAM("a second stream that only receives is not refused, as was seen once", Value.NONE, 0),
    /** Duplicates. */
    WEBHOOKS_TWICE("every webhook is sent twice", Value.NONE, 0),
    /** Disorder. */
    WEBHOOKS_SWAPPED("every second webhook overtakes the one before it", Value.NONE, 0),
    /** Delay. */
    WEBHOOKS_LATE("webhooks are held back; webhooks-late=2s", Value.MILLIS, 2000),
    /** Strangers. */
    WEBHOOKS_FORGED("webhooks of strangers between the genuine ones", Value.NONE, 0),
    /** Too many requests. */
    REST_429("the first command is answered 429 with rate-limit headers", Value.NONE, 0),
    /** A fault of Telnyx's. */
    REST_500("the first command is answered 500", Value.NONE, 0),
    /** A proxy's page. */
    REST_HTML("the first command is answered 502 with a page of HTML", Value.NONE, 0),
    /** Silence. */
    REST_TIMEOUT("the first command is never answered", Value.NONE, 0),
    /** An answer that is lost. */
    REST_LOST_ANSWER("the first command is carried out, its answer is lost", Value.NONE, 0);

    private enum Value {
        NONE,
        SHARE,
        MILLIS
    }

    private final String text;
    private final Value value;
    private final int usual;

    NamedFault(String text, Value value, int usual) {
        this.text = text;
        this.value = value;
        this.usual = usual;
    }

    /**
     * The name on a command line.
     *
     * @return lower case with hyphens
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * What goes wrong.
     *
     * @return a text for a person, with an example where a figure can be given
     */
    public String text() {
        return text;
    }

    static NamedFault ofWord(String word) {
        Optional<NamedFault> found =
                Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
        return found.orElseThrow(() -> new IllegalArgumentException("there is no fault called " + word + "; there are "
                + Arrays.stream(values()).map(NamedFault::word).collect(Collectors.joining(", "))));
    }

    /** The figure: one in how many frames, which need not be a whole number, or milliseconds. */
    double figure(String given) {
        if (given.isEmpty()) {
            return usual;
        }
        try {
            switch (value) {
                case SHARE -> {
                    double percent = Double.parseDouble(given.replaceFirst("%$", ""));
                    if (given.endsWith("%") && percent > 0 && percent <= 100) {
                        return 100 / percent;
                    }
                }
                case MILLIS -> {
                    Duration duration = Duration.parse("PT" + given.replaceFirst("^(\\d+)ms$", "0.$1s"));
                    long millis = given.endsWith("ms")
                            ? Long.parseLong(given.substring(0, given.length() - 2))
                            : duration.toMillis();
                    if (millis > 0 && millis < 3_600_000) {
                        return millis;
                    }
                }
                case NONE -> throw new IllegalArgumentException(word() + " takes no figure");
            }
        } catch (java.time.format.DateTimeParseException | NumberFormatException odd) {
            throw new IllegalArgumentException(word() + "=" + given + " cannot be read: " + text, odd);
        }
        throw new IllegalArgumentException(word() + "=" + given + " cannot be read: " + text);
    }
}
