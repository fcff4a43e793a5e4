package io.github.telnyxstream.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AudioCodecProviderTest {
    private static final MediaFormat OPUS = MediaFormat.of(Encoding.OPUS, 48000);
    private static final String NO_PROVIDER = "io.github.telnyxstream.codec.AudioCodecProviderTest";
    private static final String UNLINKED = "io.github.telnyxstream.codec.AudioCodecProviderTest$Unlinked";
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

    /** Was compiled against something that is not there: the JVM finds out when it is asked. */
    public static final class Unlinked implements AudioCodecProvider {
        @Override
        public boolean isProvided(MediaFormat format) {
            throw new NoClassDefFoundError("gone/Away");
        }

        @Override
        public AudioCodec create(MediaFormat format) {
            throw new NoClassDefFoundError("gone/Away");
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

    @ParameterizedTest
    @ValueSource(strings = {"no.such.Provider", NO_PROVIDER, UNLINKED})
    void aBrokenProviderHidesNoOther(String broken) throws IOException {
        inClassLoaderWith(broken + "\n" + Stand.class.getName(), () -> {
            assertThat(AudioCodec.of(OPUS)).isInstanceOf(ALawCodec.class);
            assertThatThrownBy(() -> AudioCodec.of(AMR_WB))
                    .isInstanceOf(CodecException.class)
                    .hasMessageContaining(broken.equals(UNLINKED) ? "gone/Away" : broken)
                    .hasMessageContaining("io.github.telnyxstream:telnyx-stream-codec-ffmpeg")
                    .cause()
                    .isInstanceOf(Error.class);
        });
    }

    /** The class loader fails each time it is asked, so that looking on would never end. */
    @Test
    void aClassPathThatCannotBeReadEndsTheSearch() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(new ClassLoader(before) {
            @Override
            public Enumeration<URL> getResources(String name) throws IOException {
                throw new IOException("unreadable");
            }
        });
        try {
            assertThatThrownBy(() -> AudioCodec.of(OPUS))
                    .isInstanceOf(CodecException.class)
                    .hasMessageContaining("telnyx-stream-codec-opus");
        } finally {
            thread.setContextClassLoader(before);
        }
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
