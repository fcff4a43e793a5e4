/** telnyx-stream on a Vert.x 5 server that the application runs. */
module io.github.telnyxstream.adapter.vertx {
    requires transitive io.github.telnyxstream.stream;
    requires static io.github.telnyxstream.callcontrol;
    requires transitive io.vertx.core;
    requires io.github.telnyxstream.adapter.netty;
    requires static org.jspecify;

    exports io.github.telnyxstream.adapter.vertx;
}
