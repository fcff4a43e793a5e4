package io.github.telnyxstream.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AudioCodecProviderTest {
    private static final MediaFormat OPUS = MediaFormat.of(Encoding.OPUS, 48000);
    private static final MediaFormat AMR_WB = MediaFormat.of(Encoding.AMR_WB, 16000);

    /** Found through the services file that a test writes; A-law stands in for Opus. */
    public static final class Stand implements AudioCodecProvider {
        @Override
        public boolean isProvided(MediaFormat format) {
            return format.encoding() == Encoding.OPUS;
        }

        @Override
        public AudioCodec create(MediaFormat format) {
            return new ALawCodec();
        }
    }

    @TempDir
    Path folder;

    @Test
    void namesTheArtifactThatIsMissing() {
        assertThatThrownBy(() -> AudioCodec.of(OPUS))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("OPUS at 48000 Hz")
                .hasMessageContaining("io.github.telnyxstream:telnyx-stream-codec-opus");
        assertThatThrownBy(() -> AudioCodec.of(AMR_WB))
                .hasMessageContaining("io.github.telnyxstream:telnyx-stream-codec-ffmpeg");
        assertThatThrownBy(() -> AudioCodec.of(MediaFormat.of(Encoding.MP3, 24000)))
                .hasMessageContaining("io.github.telnyxstream:telnyx-stream-codec-ffmpeg");
    }

    @Test
    void findsAModuleOnTheClassPath() throws IOException {
        inClassLoaderWith(Stand.class.getName(), () -> {
            assertThat(AudioCodec.of(OPUS)).isInstanceOf(ALawCodec.class);
            assertThatThrownBy(() -> AudioCodec.of(AMR_WB)).hasMessageContaining("no codec for AMR-WB");
        });
    }

    @Test
    void saysWhyAProviderCannotBeLoaded() throws IOException {
        inClassLoaderWith(
                "no.such.Provider",
                () -> assertThatThrownBy(() -> AudioCodec.of(OPUS))
                        .isInstanceOf(CodecException.class)
                        .hasMessageContaining("no.such.Provider")
                        .hasCauseInstanceOf(java.util.ServiceConfigurationError.class));
    }

    private void inClassLoaderWith(String provider, Runnable check) throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve(AudioCodecProvider.class.getName()), provider);
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
            thread.setContextClassLoader(loader);
            check.run();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
