/** telnyx-stream on a Netty server that the application runs. */
module io.github.telnyxstream.adapter.netty {
    requires transitive io.github.telnyxstream.stream;
    requires static io.github.telnyxstream.callcontrol;
    requires transitive io.netty.codec.http;
    requires io.netty.buffer;
    requires io.netty.codec;
    requires io.netty.common;
    requires transitive io.netty.transport;
    requires static org.jspecify;

    exports io.github.telnyxstream.adapter.netty;
}
