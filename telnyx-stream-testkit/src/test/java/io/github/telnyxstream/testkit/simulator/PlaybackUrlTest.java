package io.github.telnyxstream.testkit.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.telnyxstream.codec.wav.WavEncoding;
import io.github.telnyxstream.codec.wav.WavWriter;
import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.caller.Murmur;
import io.github.telnyxstream.testkit.observation.Sound;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Playback of a file that an application serves; in virtual time. */
class PlaybackUrlTest {
    private static final short[] JINGLE = Murmur.lasting(1500);

    @TempDir
    private Path folder;

    @Test
    void letsTheCallerHearTheFileAsOftenAsAskedFor() throws Exception {
        byte[] wav = wav();
        HttpServer files = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        files.createContext("/jingle.wav", exchange -> {
            exchange.sendResponseHeaders(200, wav.length);
            exchange.getResponseBody().write(wav);
            exchange.close();
        });
        files.start();
        try (VirtualBench bench = new VirtualBench()) {
            bench.answer = "{}";
            SimulatedCall call = bench.call(Caller.builder().build());
            String url = "http://127.0.0.1:" + files.getAddress().getPort() + "/jingle.wav";
            assertThat(bench.command(call, "playback_start", "{\"loop\":2,\"audio_url\":\"" + url + "\"}"))
                    .isEqualTo("200");
            bench.pass(Duration.ofSeconds(4));

            assertThat(call.sound().audible()).isBetween(Duration.ofMillis(2900), Duration.ofMillis(3100));
            assertThat(call.sound().similarityTo(Sound.of(JINGLE))).isGreaterThan(0.9);
            assertThat(bench.payload("call.playback.started").path("media_url").asText())
                    .isEqualTo(url);
            assertThat(bench.payload("call.playback.ended").path("status").asText())
                    .isEqualTo("completed");
        } finally {
            files.stop(0);
        }
    }

    private byte[] wav() throws Exception {
        Path file = folder.resolve("jingle.wav");
        try (WavWriter writer = WavWriter.create(file, WavEncoding.PCM_16, 1, Sound.RATE_HZ)) {
            writer.write(JINGLE, 0, JINGLE.length);
        }
        return Files.readAllBytes(file);
    }
}
