/** The Telnyx media streaming protocol and engine, without any server. */
module io.github.telnyxstream.stream {
    requires transitive io.github.telnyxstream.codec;
    requires com.fasterxml.jackson.core;
    requires org.slf4j;
    requires static com.google.errorprone.annotations;
    requires static transitive org.jspecify;

    exports io.github.telnyxstream.stream;
    exports io.github.telnyxstream.stream.access;
    exports io.github.telnyxstream.stream.audio;
    exports io.github.telnyxstream.stream.event;
    exports io.github.telnyxstream.stream.remote;
    exports io.github.telnyxstream.stream.router;
    exports io.github.telnyxstream.stream.settings;
    exports io.github.telnyxstream.stream.transport;
}
