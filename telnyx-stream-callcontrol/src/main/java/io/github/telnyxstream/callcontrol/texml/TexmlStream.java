package io.github.telnyxstream.callcontrol.texml;

import io.github.telnyxstream.codec.Encoding;
import io.github.telnyxstream.stream.settings.OutboundMode;
import io.github.telnyxstream.stream.settings.StreamSettings;
import io.github.telnyxstream.stream.settings.TargetLegs;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes the {@code <Stream>} of TeXML ("TeXML: Stream") from the settings that call control and the engine use, for applications
 * that answer Telnyx with documents instead of sending commands. Immutable.
 *
 * <pre>{@code
 * TexmlStream stream = TexmlStream.builder(settings).statusCallback("https://voice.example.net/stream-status").build();
 * return stream.connectDocument(); // as application/xml
 * }</pre>
 *
 * <p>TeXML has no attribute for a token, for target legs other than the caller's own, and for silence when idle; settings that ask
 * for one are refused. Custom parameters become {@code <Parameter>} and come back in the start event.
 */
public final class TexmlStream {

    /** The media type of what {@link #connectDocument} and the others give. */
    public static final String CONTENT_TYPE = "application/xml; charset=utf-8";

    private static final Set<Integer> RATES_HZ = Set.of(8000, 16000, 24000);
    private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Response>";
    private static final String FOOT = "</Response>\n";

    private final String element;

    private TexmlStream(Builder builder) {
        StringBuilder xml = new StringBuilder("<Stream");
        attributes(builder).forEach((name, value) -> attribute(xml, name, value));
        Map<String, String> parameters = builder.settings.customParameters();
        if (parameters.isEmpty()) {
            xml.append("/>");
        } else {
            xml.append('>');
            parameters.forEach((name, value) -> {
                xml.append("<Parameter");
                attribute(xml, "name", name);
                attribute(xml, "value", value);
                xml.append("/>");
            });
            xml.append("</Stream>");
        }
        this.element = xml.toString();
    }

    private static Map<String, String> attributes(Builder builder) {
        StreamSettings settings = builder.settings;
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("url", settings.url());
        attributes.put("track", settings.track().wireName());
        Encoding inbound = settings.inboundEncoding();
        if (inbound != null) {
            attributes.put("codec", inbound.wireName());
        }
        attributes.put("bidirectionalMode", settings.outboundMode().wireName());
        if (settings.outboundMode() == OutboundMode.RTP) {
            attributes.put(
                    "bidirectionalCodec", settings.outboundFormat().encoding().wireName());
            attributes.put("bidirectionalSamplingRate", String.valueOf(settings.outboundWireRateHz()));
        }
        if (builder.name != null) {
            attributes.put("name", builder.name);
        }
        if (builder.statusCallback != null) {
            attributes.put("statusCallback", builder.statusCallback);
        }
        if (!builder.reconnect) {
            attributes.put("enableReconnect", "false");
        }
        return attributes;
    }

    /** Escapes what ends an attribute; a control character has no place in XML 1.0, escaped or not (section 2.2). */
    private static void attribute(StringBuilder xml, String name, String value) {
        xml.append(' ').append(name).append("=\"");
        value.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> xml.append("&amp;");
                case '<' -> xml.append("&lt;");
                case '>' -> xml.append("&gt;");
                case '"' -> xml.append("&quot;");
                case '\t', '\n', '\r' -> xml.append("&#").append(c).append(';'); // else they come back as spaces
                default -> {
                    boolean isAllowed = (c >= 0x20 && c <= 0xd7ff) || (c >= 0xe000 && c <= 0xfffd) || c >= 0x10000;
                    if (!isAllowed) {
                        throw new IllegalArgumentException(name + " has a character that XML cannot hold");
                    }
                    xml.appendCodePoint(c);
                }
            }
        });
        xml.append('"');
    }

    /**
     * A builder.
     *
     * @param settings what is asked of Telnyx; give the engine the same
     * @return a new builder
     * @throws IllegalArgumentException if TeXML cannot ask for it
     */
    public static Builder builder(StreamSettings settings) {
        Objects.requireNonNull(settings, "settings");
        return new Builder(settings);
    }

    /**
     * The element alone, for a document of one's own.
     *
     * @return {@code <Stream …>} with its parameters
     */
    public String element() {
        return element;
    }

    /**
     * A document that connects the call to the stream: what follows in the call's instructions waits until the stream has
     * ended, and the call ends when nothing follows.
     *
     * @return the whole document, to be sent as {@link #CONTENT_TYPE}
     */
    public String connectDocument() {
        return HEAD + "<Connect>" + element + "</Connect>" + FOOT;
    }

    /**
     * A document that starts the stream beside other instructions.
     *
     * @param rest further instructions as elements, such as {@code <Dial>…</Dial>}; written as they are, so they must be well
     *     formed, and must not be made of what a stranger wrote
     * @return the whole document, to be sent as {@link #CONTENT_TYPE}
     */
    public String startDocument(String rest) {
        Objects.requireNonNull(rest, "rest");
        return HEAD + "<Start>" + element + "</Start>" + rest + FOOT;
    }

    /**
     * A document that stops a stream by its name.
     *
     * @param name the name that it was started with
     * @param rest further instructions as elements, as for {@link #startDocument}
     * @return the whole document, to be sent as {@link #CONTENT_TYPE}
     */
    public static String stopDocument(String name, String rest) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(rest, "rest");
        StringBuilder xml = new StringBuilder(HEAD).append("<Stop><Stream");
        attribute(xml, "name", name);
        return xml.append("/></Stop>").append(rest).append(FOOT).toString();
    }

    /** The kind only: addresses and parameters can hold secrets. */
    @Override
    public String toString() {
        return "TexmlStream[" + element.length() + " characters]";
    }

    /** Builds a stream; one thread at a time. */
    public static final class Builder {

        private final StreamSettings settings;
        private @Nullable String name;
        private @Nullable String statusCallback;
        private boolean reconnect = true;

        private Builder(StreamSettings settings) {
            this.settings = Objects.requireNonNull(settings, "settings");
            if (settings.authToken() != null) {
                throw new IllegalArgumentException(
                        "TeXML has no attribute for authToken; put a token into the path of the url");
            }
            if (settings.targetLegs() != TargetLegs.SELF) {
                throw new IllegalArgumentException("TeXML has no attribute for targetLegs " + settings.targetLegs());
            }
            if (settings.isSilenceSentWhenIdle()) {
                throw new IllegalArgumentException("TeXML has no attribute for silence when idle");
            }
            if (settings.outboundMode() == OutboundMode.RTP && !RATES_HZ.contains(settings.outboundWireRateHz())) {
                throw new IllegalArgumentException(
                        "TeXML knows 8000, 16000 and 24000 Hz, not " + settings.outboundWireRateHz());
            }
        }

        /**
         * Names the stream, so that it can be stopped.
         *
         * @param name any text; comes back in status callbacks
         * @return this builder
         * @throws IllegalArgumentException if it is empty
         */
        public Builder name(String name) {
            if (Objects.requireNonNull(name, "name").isBlank()) {
                throw new IllegalArgumentException("name is empty");
            }
            this.name = name;
            return this;
        }

        /**
         * Where Telnyx tells how the stream is, by signed POST requests;
         * {@link io.github.telnyxstream.callcontrol.webhook.TexmlStreamStatus} reads them.
         *
         * @param url an http or https address
         * @return this builder
         * @throws IllegalArgumentException if it is none
         */
        public Builder statusCallback(String url) {
            String scheme = URI.create(Objects.requireNonNull(url, "url")).getScheme();
            if (!"https".equalsIgnoreCase(scheme) && !"http".equalsIgnoreCase(scheme)) {
                throw new IllegalArgumentException("statusCallback must be an http or https address");
            }
            this.statusCallback = url;
            return this;
        }

        /**
         * Whether Telnyx connects again by itself when the socket is lost.
         *
         * @param reconnect true unless set, which is Telnyx's default; a second {@code start} of the same call follows then
         * @return this builder
         */
        public Builder reconnect(boolean reconnect) {
            this.reconnect = reconnect;
            return this;
        }

        /**
         * The stream.
         *
         * @return the stream
         * @throws IllegalArgumentException if a value has a character that XML cannot hold
         */
        public TexmlStream build() {
            return new TexmlStream(this);
        }
    }
}
