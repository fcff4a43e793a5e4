package io.github.telnyxstream.callcontrol.command;

/** A choice that has a fixed spelling in Telnyx's JSON. */
interface WireName {

    /**
     * The spelling that is sent.
     *
     * @return the JSON text, case-sensitive
     */
    String wireName();
}
