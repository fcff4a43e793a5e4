/**
 * A voice agent on a telephone call of Telnyx's. What hears, thinks and speaks on a stream is anybody's; without a stream Telnyx
 * itself hears and speaks, by call control.
 */
module io.github.telnyxstream.agent {
    requires transitive io.github.telnyxstream.stream;
    requires static io.github.telnyxstream.callcontrol;
    requires com.fasterxml.jackson.core;
    requires org.slf4j;
    requires static com.google.errorprone.annotations;
    requires static transitive org.jspecify;

    exports io.github.telnyxstream.agent;
}
