/** telnyx-stream on a Jetty 12 server that the application runs. */
module io.github.telnyxstream.adapter.jetty {
    requires transitive io.github.telnyxstream.stream;
    requires static io.github.telnyxstream.callcontrol;
    requires transitive org.eclipse.jetty.websocket.server;
    requires org.slf4j;
    requires static org.jspecify;

    exports io.github.telnyxstream.adapter.jetty;
}
