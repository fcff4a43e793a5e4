/** telnyx-stream on a server with Jakarta WebSocket that runs the application. */
module io.github.telnyxstream.adapter.jakarta {
    requires transitive io.github.telnyxstream.stream;
    requires static io.github.telnyxstream.callcontrol;
    requires transitive jakarta.servlet;
    requires jakarta.websocket;
    requires jakarta.websocket.client;
    requires org.slf4j;
    requires static org.jspecify;

    exports io.github.telnyxstream.adapter.jakarta;
}
