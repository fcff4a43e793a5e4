/** Routes commands to the node that owns a call, over NATS. */
module io.github.telnyxstream.router.nats {
    requires transitive io.github.telnyxstream.stream;
    requires transitive io.nats.jnats;
    requires static io.github.telnyxstream.callcontrol;
    requires org.slf4j;
    requires static org.jspecify;

    exports io.github.telnyxstream.router.nats;
}
