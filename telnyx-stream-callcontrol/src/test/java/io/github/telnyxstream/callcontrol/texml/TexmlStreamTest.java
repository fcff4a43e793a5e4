package io.github.telnyxstream.callcontrol.texml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.telnyxstream.codec.Encoding;
import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.stream.settings.OutboundMode;
import io.github.telnyxstream.stream.settings.StreamSettings;
import io.github.telnyxstream.stream.settings.StreamTrack;
import io.github.telnyxstream.stream.settings.TargetLegs;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class TexmlStreamTest {

    private static final String URL = "wss://voice.example.net/media";

    private static Element parsed(String document) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)))
                .getDocumentElement();
    }

    private static Map<String, String> attributes(Element element) {
        Map<String, String> attributes = new TreeMap<>();
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
            attributes.put(
                    element.getAttributes().item(i).getNodeName(),
                    element.getAttributes().item(i).getNodeValue());
        }
        return attributes;
    }

    private static Element stream(String document) throws Exception {
        return (Element) parsed(document).getElementsByTagName("Stream").item(0);
    }

    @Test
    void writesWhatTheEngineBelieves() throws Exception {
        TexmlStream stream = TexmlStream.builder(StreamSettings.builder(URL)
                        .track(StreamTrack.BOTH)
                        .inboundEncoding(Encoding.PCMA)
                        .outboundFormat(MediaFormat.l16(16000))
                        .build())
                .name("s 1")
                .statusCallback("https://voice.example.net/status?a=1&b=2")
                .reconnect(false)
                .build();

        assertThat(attributes(stream(stream.connectDocument())))
                .isEqualTo(new TreeMap<>(Map.of(
                        "url", URL,
                        "track", "both_tracks",
                        "codec", "PCMA",
                        "bidirectionalMode", "rtp",
                        "bidirectionalCodec", "L16",
                        "bidirectionalSamplingRate", "16000",
                        "name", "s 1",
                        "statusCallback", "https://voice.example.net/status?a=1&b=2",
                        "enableReconnect", "false")));
        assertThat(stream.toString()).doesNotContain("voice");
    }

    @Test
    void leavesOutWhatWasNotAskedFor() throws Exception {
        TexmlStream mp3 = TexmlStream.builder(StreamSettings.builder(URL)
                        .outboundMode(OutboundMode.MP3)
                        .build())
                .build();

        assertThat(attributes(stream(mp3.connectDocument())).keySet())
                .containsExactly("bidirectionalMode", "track", "url");
    }

    @Test
    void bringsAnyParameterThroughXml() throws Exception {
        String odd = "\"quoted\" <b>&amp; 'single' größe ☎ \ud83d\ude00\ttab\nline";
        TexmlStream stream = TexmlStream.builder(StreamSettings.builder(URL + "?a=1&b=2")
                        .customParameter("order", "42")
                        .customParameter("odd", odd)
                        .build())
                .build();

        Element read = stream(stream.startDocument("<Dial>+15550100001</Dial>"));

        assertThat(read.getParentNode().getNodeName()).isEqualTo("Start");
        assertThat(read.getParentNode().getNextSibling().getNodeName()).isEqualTo("Dial");
        assertThat(read.getAttribute("url")).isEqualTo(URL + "?a=1&b=2");
        NodeList parameters = read.getElementsByTagName("Parameter");
        Map<String, String> values = new TreeMap<>();
        for (int i = 0; i < parameters.getLength(); i++) {
            Element parameter = (Element) parameters.item(i);
            values.put(parameter.getAttribute("name"), parameter.getAttribute("value"));
        }
        assertThat(values).isEqualTo(Map.of("order", "42", "odd", odd));
    }

    @Test
    void stopsByName() throws Exception {
        Element response = parsed(TexmlStream.stopDocument("a\"b", "<Hangup/>"));

        assertThat(response.getFirstChild().getNodeName()).isEqualTo("Stop");
        assertThat(((Element) response.getElementsByTagName("Stream").item(0)).getAttribute("name"))
                .isEqualTo("a\"b");
        assertThat(
                        response.getLastChild().getPreviousSibling() == null
                                ? response.getLastChild().getNodeName()
                                : "")
                .isNotEqualTo("Stop");
    }

    @Test
    void refusesWhatTexmlCannotAskFor() {
        assertThatThrownBy(() -> TexmlStream.builder(
                        StreamSettings.builder(URL).authToken("t").build()))
                .hasMessageContaining("authToken")
                .hasMessageContaining("path");
        assertThatThrownBy(() -> TexmlStream.builder(
                        StreamSettings.builder(URL).targetLegs(TargetLegs.BOTH).build()))
                .hasMessageContaining("targetLegs BOTH");
        assertThatThrownBy(() -> TexmlStream.builder(
                        StreamSettings.builder(URL).sendSilenceWhenIdle(true).build()))
                .hasMessageContaining("silence");
        assertThatThrownBy(() -> TexmlStream.builder(StreamSettings.builder(URL)
                        .outboundFormat(MediaFormat.l16(48000))
                        .build()))
                .hasMessageContaining("48000");
        TexmlStream.Builder builder = TexmlStream.builder(StreamSettings.of(URL));
        assertThatThrownBy(() -> builder.name(" ")).hasMessageContaining("name");
        assertThatThrownBy(() -> builder.statusCallback("wss://x")).hasMessageContaining("statusCallback");
        assertThatThrownBy(() -> builder.name("a\u0001b").build()).hasMessageContaining("XML");
        assertThatThrownBy(() -> TexmlStream.stopDocument("\ud800", "")).hasMessageContaining("XML");
    }
}
