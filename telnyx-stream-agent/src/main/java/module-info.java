/** A voice agent on a telephone call, without any vendor. */
module io.github.telnyxstream.agent {
    requires transitive io.github.telnyxstream.stream;
    requires static io.github.telnyxstream.callcontrol;
    requires com.fasterxml.jackson.core;
    requires org.slf4j;
    requires static com.google.errorprone.annotations;
    requires static transitive org.jspecify;

    exports io.github.telnyxstream.agent;
}
