/** telnyx-stream on a Vert.x 5 server that the application runs. */
module io.github.telnyxstream.adapter.vertx {
    requires transitive io.github.telnyxstream.stream;
    requires static io.github.telnyxstream.callcontrol;
    requires transitive io.vertx.core;
    requires io.netty.buffer;
    requires io.netty.codec.http;
    requires io.netty.common;
    requires io.netty.transport;
    requires org.slf4j;
    requires static org.jspecify;

    exports io.github.telnyxstream.adapter.vertx;
}
