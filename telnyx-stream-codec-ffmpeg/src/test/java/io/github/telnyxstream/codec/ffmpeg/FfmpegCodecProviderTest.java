package io.github.telnyxstream.codec.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.telnyxstream.codec.Encoding;
import io.github.telnyxstream.codec.MediaFormat;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FfmpegCodecProviderTest {
    private final FfmpegCodecProvider provider = new FfmpegCodecProvider();

    @Test
    void providesAmrWbAndTheRatesOfMp3() {
        assertThat(provider.isProvided(MediaFormat.of(Encoding.AMR_WB, 16000))).isTrue();
        for (int rateHz : new int[] {8000, 12000, 16000, 22050, 24000, 32000, 44100, 48000}) {
            assertThat(provider.isProvided(MediaFormat.of(Encoding.MP3, rateHz)))
                    .isTrue();
        }
        assertThat(provider.isProvided(MediaFormat.PCMU)).isFalse();
        assertThatThrownBy(() -> provider.create(MediaFormat.PCMU)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void saysWhatToAddWhenTheNativeLibrariesAreMissing() throws IOException, ReflectiveOperationException {
        try (URLClassLoader bare =
                new URLClassLoader(classPathWithoutNatives(), ClassLoader.getPlatformClassLoader())) {
            Class<?> framing = bare.loadClass(AmrWbFraming.class.getName());
            Class<?> alone = bare.loadClass(FfmpegCodecProvider.class.getName());

            assertThatThrownBy(() -> alone.getMethod("amrWb", framing).invoke(null, framing.getEnumConstants()[0]))
                    .isInstanceOf(InvocationTargetException.class)
                    .cause()
                    .hasMessageContaining("org.bytedeco:ffmpeg")
                    .hasMessageContaining("classifier")
                    .hasCauseInstanceOf(LinkageError.class)
                    .extracting(cause -> cause.getClass().getSimpleName())
                    .isEqualTo("CodecException");
        }
    }

    private static URL[] classPathWithoutNatives() throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (!entry.matches(".*-(linux|macosx|windows)-[^/]*\\.jar")) {
                urls.add(new File(entry).toURI().toURL());
            }
        }
        return urls.toArray(URL[]::new);
    }
}
