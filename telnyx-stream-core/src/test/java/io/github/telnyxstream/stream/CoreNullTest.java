package io.github.telnyxstream.stream;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.stream.access.SigningKeys;
import io.github.telnyxstream.stream.remote.RemoteStream;
import io.github.telnyxstream.stream.remote.RemoteStreams;
import io.github.telnyxstream.stream.router.StreamRouter;
import io.github.telnyxstream.stream.settings.StreamSettings;
import io.github.telnyxstream.testkit.NullSweep;
import io.github.telnyxstream.testkit.SampleValues;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is null is refused at once, by the name of the parameter. */
class CoreNullTest {
    private static final String ROOT = "io.github.telnyxstream.stream";
    private static final List<String> PACKAGES = List.of(
            ROOT,
            ROOT + ".access",
            ROOT + ".audio",
            ROOT + ".event",
            ROOT + ".remote",
            ROOT + ".router",
            ROOT + ".settings",
            ROOT + ".transport");

    @TempDir
    private Path folder;

    @Test
    void refusesNullByTheNameOfTheParameter() throws Exception {
        Path file = folder.resolve("some.wav");
        SampleValues samples = new SampleValues()
                .with(MediaFormat.class, () -> MediaFormat.PCMU)
                .with(SeekableByteChannel.class, () -> Files.newByteChannel(file, CREATE, WRITE, READ))
                .with(StreamSettings.class, () -> StreamSettings.of("wss://voice.example.com/media"))
                .with(StreamSettings.Builder.class, () -> StreamSettings.builder("wss://voice.example.com/media"))
                .with(SigningKeys.class, () -> SigningKeys.of(List.of(new byte[32])))
                .with(
                        RemoteStream.class,
                        () -> RemoteStreams.over(StreamRouter.inProcess()).call("v3:call"))
                .with(Path.class, () -> file);
        NullSweep sweep = new NullSweep(StreamAcceptor.class, samples)
                .leaveOut("ResampledSource", "the engine alone makes one")
                .leaveOut("SignedStreamTokens.streamEnded", "the engine tells it, and nothing is done with it");
        assertThat(sweep.wrongIn(PACKAGES)).isEmpty();
        assertThat(sweep.unusedExcuses()).isEmpty();
        assertThat(sweep.calls()).isGreaterThan(50);
    }
}
