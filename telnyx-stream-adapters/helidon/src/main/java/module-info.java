/** telnyx-stream on a Helidon 4 server that the application runs. */
module io.github.telnyxstream.adapter.helidon {
    requires transitive io.github.telnyxstream.stream;
    requires static io.github.telnyxstream.callcontrol;
    requires io.helidon.common.buffers;
    requires io.helidon.common.concurrency.limits;
    requires transitive io.helidon.http;
    requires transitive io.helidon.webserver;
    requires transitive io.helidon.webserver.websocket;
    requires io.helidon.websocket;
    requires org.slf4j;
    requires static org.jspecify;

    exports io.github.telnyxstream.adapter.helidon;
}
