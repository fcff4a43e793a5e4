/** Telnyx call control: commands, verified webhooks and recordings. */
module io.github.telnyxstream.callcontrol {
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.databind;
    requires transitive io.github.telnyxstream.stream;
    requires okhttp3;
    requires static transitive org.jspecify;
    requires org.slf4j;

    exports io.github.telnyxstream.callcontrol;
    exports io.github.telnyxstream.callcontrol.command;
    exports io.github.telnyxstream.callcontrol.network;
    exports io.github.telnyxstream.callcontrol.recording;
    exports io.github.telnyxstream.callcontrol.texml;
    exports io.github.telnyxstream.callcontrol.webhook;
}
