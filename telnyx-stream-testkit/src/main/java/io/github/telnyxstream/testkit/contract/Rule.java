package io.github.telnyxstream.testkit.contract;

/**
 * What a test of the suite stands for: the rules of {@link io.github.telnyxstream.stream.transport.StreamTransport}, where
 * they are told in full, two of the handshake, and one of webhooks on the same server. Immutable.
 */
public enum Rule {
    /** Decided before the upgrade, from the whole request, and a place is opened or given back. */
    HANDSHAKE("decides before the upgrade"),
    /** Strangers and hostile peers cost the calls beside them nothing. */
    STRANGERS("strangers cost open calls nothing"),
    /** Webhooks are taken as they come, and what is not genuine is refused. */
    WEBHOOK("genuine webhooks, and no others"),
    /** Every send has one end. */
    T1("taken over once"),
    /** The engine sends one at a time; the adapter adds nothing of its own in between. */
    T2("one at a time"),
    /** A message leaves as one text message. */
    T3("whole and unchanged"),
    /** A send that does not wait for the peer says so. */
    T4("honest about blocking"),
    /** What the server holds is known. */
    T5("honest about what waits"),
    /** Closing returns at once. */
    T6("close does not wait"),
    /** Aborting ends everything. */
    T7("abort is final"),
    /** The end is told. */
    T8("one end"),
    /** Messages arrive whole, in order, one at a time, and limited. */
    T9("whole and in order"),
    /** Pings and pongs are told and limited. */
    T10("signs of life");

    private final String words;

    Rule(String words) {
        this.words = words;
    }

    /**
     * The rule in a few words.
     *
     * @return a phrase, for a table
     */
    public String words() {
        return words;
    }
}
