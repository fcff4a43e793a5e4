package io.github.telnyxstream.callcontrol.command;

import java.util.Locale;

/** A choice that has a fixed spelling in Telnyx's JSON: an enum of this package. Immutable. */
public interface WireName {

    /** {@return the name of the choice in Java} */
    String name();

    /** {@return the spelling that is sent, case-sensitive: the name in small letters, unless Telnyx spells it otherwise} */
    default String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
