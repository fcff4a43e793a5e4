/** telnyx-stream with the Java-WebSocket server. */
module io.github.telnyxstream.adapter.javawebsocket {
    requires transitive io.github.telnyxstream.stream;
    requires org.java_websocket;
    requires org.slf4j;
    requires static org.jspecify;

    exports io.github.telnyxstream.adapter.javawebsocket;
}
