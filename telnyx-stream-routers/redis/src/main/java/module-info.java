/** Routes commands to the node that owns a call, over Redis. */
module io.github.telnyxstream.router.redis {
    requires transitive io.github.telnyxstream.stream;
    requires transitive lettuce.core;
    requires io.netty.common;
    requires io.netty.handler;
    requires io.netty.transport;
    requires static io.github.telnyxstream.callcontrol;
    requires org.slf4j;
    requires static org.jspecify;

    exports io.github.telnyxstream.router.redis;
}
