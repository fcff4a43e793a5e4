package io.github.telnyxstream.testkit.fault;

/** A way in which a media stream is odd from its beginning to its end. */
public enum Quirk {
    /** No {@code start} is ever sent. */
    NO_START("connected and media, but never a start"),
    /** Payloads of the inbound track are cut anew into pieces of 156 bytes, as was seen live with PCMU. */
    SHORT_FRAMES("payloads of 156 bytes instead of 160"),
    /** {@code media.timestamp} counts samples instead of milliseconds, as was seen live. */
    TIMESTAMP_IN_SAMPLES("media.timestamp counts samples, not milliseconds"),
    /** Counters are JSON numbers, and the numbers of the format are texts. */
    NUMBERS_THE_OTHER_WAY("counters as numbers, sample rate and channels as texts"),
    /** {@code custom_parameters} come as an object instead of a list of names and values. */
    PARAMETERS_AS_OBJECT("custom_parameters as an object"),
    /** Events and fields that nobody has heard of. */
    UNKNOWN_FIELDS("fields nobody has heard of in every message"),
    /** Marks never come back. */
    MARKS_NEVER("marks never come back"),
    /** Marks come back twice. */
    MARKS_TWICE("every mark comes back twice"),
    /** What the application sends is taken slowly: a message every 40 ms. */
    SLOW_READER("Telnyx takes a message only every 40 ms"),
    /** What the application plays comes back on the inbound track, bridged or not. */
    OWN_VOICE("the application's own voice on the inbound track of every leg"),
    /** What is played for {@code self} on a bridged leg is heard again and again. */
    LOOP("two seconds of what is played for self on a bridged leg again and again"),
    /** Behind {@link LineFaults#stallAfterFrames} nothing comes from the application any more either. */
    HALF_OPEN("a stalled connection is dead both ways"),
    /** {@code streaming.failed} names the track as the SDK does. */
    TRACK_AS_IN_SDK("streaming.failed has track instead of stream_track"),
    /** A second stream that only receives is accepted. */
    SECOND_STREAM("a second stream that only receives beside a bidirectional one"),
    /** After the break of {@link LineFaults#breakAfterFrames} the stream is opened again and begins anew. */
    RECONNECT("after a break the stream is opened again");

    private final String text;

    Quirk(String text) {
        this.text = text;
    }

    /**
     * What it is, in words.
     *
     * @return a text for a person
     */
    public String text() {
        return text;
    }
}
