package io.github.telnyxstream.testkit.fault;

/** In which way a webhook is not genuine. */
public enum Forgery {
    /** Signed with a key that is not Telnyx's. */
    OTHER_KEY,
    /** Without any signature header. */
    UNSIGNED,
    /** Properly signed, ten minutes ago. */
    STALE,
    /** Properly signed, with a time ten minutes ahead. */
    FROM_THE_FUTURE,
    /** Changed after it was signed. */
    TAMPERED_BODY,
    /** With a signature that is not even base64. */
    GARBAGE_SIGNATURE
}
