package io.github.telnyxstream.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.codec.AudioCodecProvider;
import io.github.telnyxstream.codec.Encoding;
import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.stream.access.StreamAuthenticator;
import io.github.telnyxstream.stream.audio.MediaFrame;
import io.github.telnyxstream.stream.event.DtmfEvent;
import io.github.telnyxstream.stream.event.StartEvent;
import io.github.telnyxstream.stream.event.StopEvent;
import io.github.telnyxstream.stream.settings.StreamSettings;
import io.github.telnyxstream.stream.transport.Admission;
import io.github.telnyxstream.stream.transport.Handshake;
import io.github.telnyxstream.stream.transport.TransportListener;
import io.github.telnyxstream.testkit.Eventually;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the application does before a call, and loading codecs, happens on no thread that serves another one. */
class ApplicationThreadsTest {
    private static final MediaFormat OPUS = MediaFormat.of(Encoding.OPUS, 48000);
    private static final int FRAMES = 50;
    /** Of the test that runs; what blocks waits for it. */
    private static volatile CountDownLatch gate = new CountDownLatch(0);

    private static volatile boolean isBroken;
    private static final List<Thread> loaders = new CopyOnWriteArrayList<>();

    private final List<StreamAcceptor> acceptors = new CopyOnWriteArrayList<>();
    private final ClassLoader before = Thread.currentThread().getContextClassLoader();
    private URLClassLoader withOpus;

    @TempDir
    Path folder;

    /** Found through the services file that this test writes; A-law stands in for Opus. */
    public static final class Slow implements AudioCodecProvider {
        @Override
        public boolean isProvided(MediaFormat format) {
            return format.encoding() == Encoding.OPUS;
        }

        @Override
        public AudioCodec create(MediaFormat format) {
            loaders.add(Thread.currentThread());
            pass();
            if (isBroken) {
                throw new IllegalStateException("the natives are of another machine");
            }
            return AudioCodec.of(MediaFormat.PCMA);
        }
    }

    private static void pass() {
        try {
            gate.await();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private static class Echo implements StreamListener {
        final List<String> calls = new CopyOnWriteArrayList<>();

        @Override
        public void onStart(StreamSession session, StartEvent start) {
            calls.add("start");
        }

        @Override
        public void onMedia(StreamSession session, MediaFrame frame) {
            calls.add("media " + frame.chunk());
            session.send(frame);
        }

        @Override
        public void onDtmf(StreamSession session, DtmfEvent key) {
            calls.add("key " + key.digit());
        }

        @Override
        public void onStop(StreamSession session, StopEvent event) {
            calls.add("stop");
        }

        @Override
        public void onClosed(StreamSession session, StreamEnd end) {
            calls.add("closed " + end.kind());
        }

        @Override
        public void onFailed(StreamSession session, StreamFailure failure) {
            calls.add("failed " + failure.kind());
        }
    }

    private static final class PromptEcho extends Echo implements StreamListener.NonBlocking {}

    private enum Listening {
        ON_OUR_THREADS,
        ON_WHATEVER_THREAD_BRINGS_IT,
        PROMPT;

        Echo listener() {
            return this == PROMPT ? new PromptEcho() : new Echo();
        }

        AcceptorOptions.Builder options() {
            AcceptorOptions.Builder options = AcceptorOptions.builder();
            return this == ON_WHATEVER_THREAD_BRINGS_IT ? options.listenerExecutor(Runnable::run) : options;
        }
    }

    @BeforeEach
    void provideOpus() throws IOException {
        gate = new CountDownLatch(1);
        isBroken = false;
        loaders.clear();
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve(AudioCodecProvider.class.getName()), Slow.class.getName());
        withOpus = new URLClassLoader(new URL[] {folder.toUri().toURL()}, before);
        Thread.currentThread().setContextClassLoader(withOpus);
    }

    @AfterEach
    void close() throws IOException {
        gate.countDown();
        acceptors.forEach(StreamAcceptor::close);
        Thread.currentThread().setContextClassLoader(before);
        withOpus.close();
    }

    private static Handshake at(String path) {
        return new Handshake(path, null, Map.of(), "192.0.2.1");
    }

    private StreamAcceptor acceptor(
            UnaryOperator<StreamAcceptor.Builder> more, StreamAcceptor.Builder builder, AcceptorOptions options) {
        StreamAcceptor acceptor = more.apply(builder).options(options).build();
        acceptors.add(acceptor);
        return acceptor;
    }

    private static TransportListener open(StreamAcceptor acceptor, String path, FakeTransport transport) {
        return acceptor.authorise(at(path)).toCompletableFuture().join().open(transport);
    }

    /** The other call: the caller hears himself, and the ticker plays to him. */
    private static void assertGoesOn(TransportListener socket, FakeTransport transport) {
        int heard = transport.media().size();
        for (int chunk = 1; chunk <= FRAMES; chunk++) {
            socket.onText(Messages.media(chunk));
        }
        Eventually.until(() -> transport.media().size() == heard + FRAMES);
        ((StreamSession) socket).interrupt();
        int echoed = transport.media().size();
        ((StreamSession) socket).play(SessionRig.clip(FRAMES, 1));
        Eventually.until(() -> transport.media().size() == echoed + FRAMES);
    }

    @Test
    void aListenerThatTakesLongToMakeHoldsUpNoOtherCall() {
        List<Thread> makers = new CopyOnWriteArrayList<>();
        StreamAcceptor acceptor = acceptor(
                UnaryOperator.identity(),
                StreamAcceptor.builderPerCall(stream -> {
                    makers.add(Thread.currentThread());
                    if (stream.handshake().path().equals("/slow")) {
                        pass();
                    }
                    return new PromptEcho();
                }),
                AcceptorOptions.defaults());
        FakeTransport transport = new FakeTransport(StreamClock.system(), false);
        TransportListener other = open(acceptor, "/other", transport);
        other.onText(Messages.start());
        CompletableFuture<Admission> slow = acceptor.authorise(at("/slow")).toCompletableFuture();
        Eventually.until(() -> makers.size() == 2);
        assertGoesOn(other, transport);

        assertThat(slow).isNotDone();
        assertThat(makers).doesNotContain(Thread.currentThread());
        gate.countDown();
        assertThat(slow.join().isAccepted()).isTrue();
        slow.join().abandon();
    }

    @Test
    void anAuthenticatorThatTakesLongHoldsUpNoOtherCall() {
        List<Thread> asked = new CopyOnWriteArrayList<>();
        List<Thread> told = new CopyOnWriteArrayList<>();
        StreamAuthenticator slowAtTheEnd = new StreamAuthenticator() {
            @Override
            public Verdict authenticate(Handshake handshake) {
                asked.add(Thread.currentThread());
                if (handshake.path().equals("/slow")) {
                    pass();
                }
                return Verdict.accepted(handshake.path(), null);
            }

            @Override
            public void streamEnded(String callControlId) {
                told.add(Thread.currentThread());
                pass();
            }
        };
        StreamAcceptor acceptor = acceptor(
                builder -> builder.authenticator(slowAtTheEnd),
                StreamAcceptor.builder(PromptEcho::new),
                AcceptorOptions.defaults());
        FakeTransport transport = new FakeTransport(StreamClock.system(), false);
        TransportListener other = open(acceptor, Messages.CALL, transport);
        other.onText(Messages.start());
        CompletableFuture<Admission> slow = acceptor.authorise(at("/slow")).toCompletableFuture();
        Eventually.until(() -> asked.size() == 2);
        open(acceptor, "/ended", new FakeTransport(StreamClock.system())).onText(Messages.stop());
        Eventually.until(() -> told.size() == 1);
        assertGoesOn(other, transport);

        assertThat(slow).isNotDone();
        assertThat(asked).doesNotContain(Thread.currentThread());
        assertThat(told).doesNotContain(Thread.currentThread());
        gate.countDown();
        assertThat(slow.join().isAccepted()).isTrue();
        slow.join().abandon();
    }

    /** On a JDK without virtual threads they take all that there are for authenticators. */
    @Test
    void strangersWhoseLookUpsHangKeepNoCodecFromACallThatWasLetIn() {
        AtomicInteger asked = new AtomicInteger();
        Echo listener = new Echo();
        StreamAcceptor acceptor = acceptor(
                builder -> builder.authenticator(handshake -> {
                    if (handshake.path().equals("/slow")) {
                        asked.incrementAndGet();
                        pass();
                    }
                    return StreamAuthenticator.Verdict.accepted(null, null);
                }),
                StreamAcceptor.builder(() -> listener),
                AcceptorOptions.defaults());
        TransportListener socket = open(acceptor, "/opus", new FakeTransport(StreamClock.system()));
        for (int k = 0; k < 300; k++) {
            CompletionStage<Admission> ignored = acceptor.authorise(at("/slow"));
        }
        Eventually.until(() -> asked.get() >= 256);
        socket.onText(Messages.start("OPUS", 48000));

        Eventually.until(() -> loaders.size() == 1);
    }

    @Test
    void aCodecToSendWithIsLoadedBeforeTheUpgradeAndHoldsUpNoOtherCall() {
        StreamSettings opus =
                StreamSettings.builder("wss://h/").outboundFormat(OPUS).build();
        StreamAcceptor acceptor = acceptor(
                builder -> builder.authenticator(handshake -> StreamAuthenticator.Verdict.accepted(
                        null, handshake.path().equals("/opus") ? opus : null)),
                StreamAcceptor.builder(PromptEcho::new),
                AcceptorOptions.defaults());
        FakeTransport transport = new FakeTransport(StreamClock.system(), false);
        TransportListener other = open(acceptor, "/other", transport);
        other.onText(Messages.start());
        CompletableFuture<Admission> slow = acceptor.authorise(at("/opus")).toCompletableFuture();
        Eventually.until(() -> loaders.size() == 1);
        assertGoesOn(other, transport);

        assertThat(slow).isNotDone();
        gate.countDown();
        int loaded = loaders.size();
        slow.join().open(new FakeTransport(StreamClock.system()));
        assertThat(loaders).hasSize(loaded).doesNotContain(Thread.currentThread());
    }

    @ParameterizedTest
    @EnumSource(Listening.class)
    void aCodecToHearWithHoldsUpNoOtherCallAndLosesNothingOfItsOwn(Listening how) {
        List<Echo> listeners = new CopyOnWriteArrayList<>();
        StreamAcceptor acceptor = acceptor(
                UnaryOperator.identity(),
                StreamAcceptor.builder(() -> {
                    Echo listener = how.listener();
                    listeners.add(listener);
                    return listener;
                }),
                how.options().build());
        FakeTransport transport = new FakeTransport(StreamClock.system(), false);
        TransportListener other = open(acceptor, "/other", transport);
        other.onText(Messages.start());
        TransportListener slow = open(acceptor, "/opus", new FakeTransport(StreamClock.system()));
        slow.onText(Messages.CONNECTED);
        slow.onText(Messages.start("OPUS", 48000));
        for (int chunk = 1; chunk <= 3; chunk++) {
            slow.onText(Messages.media(chunk));
        }
        slow.onText(Messages.dtmf('5'));
        Eventually.until(() -> loaders.size() == 1);
        assertGoesOn(other, transport);

        Echo listener = listeners.get(1);
        assertThat(listener.calls).isEmpty();
        assertThat(((StreamSession) slow).inboundFormat()).isNull();
        gate.countDown();
        Eventually.until(() -> listener.calls.size() == 5);
        assertThat(listener.calls).containsExactly("start", "media 1", "media 2", "media 3", "key 5");
        assertThat(loaders).doesNotContain(Thread.currentThread());
        assertThat(((StreamSession) slow).inboundFormat()).isEqualTo(OPUS);
        slow.onText(Messages.media(4));
        Eventually.until(() -> listener.calls.size() == 6);
    }

    @Test
    void aCodecThatCannotBeLoadedEndsTheStreamAndNothingElseIsTold() {
        isBroken = true;
        Echo listener = new Echo();
        StreamAcceptor acceptor =
                acceptor(UnaryOperator.identity(), StreamAcceptor.builder(() -> listener), AcceptorOptions.defaults());
        TransportListener socket = open(acceptor, "/opus", new FakeTransport(StreamClock.system()));
        socket.onText(Messages.start("OPUS", 48000));
        socket.onText(Messages.media(1));
        socket.onText(Messages.dtmf('5'));
        gate.countDown();

        Eventually.until(() -> acceptor.openSessions() == 0);
        assertThat(listener.calls).containsExactly("failed UNSUPPORTED_FORMAT");
    }

    @Test
    void aStreamThatEndsWhileItsCodecIsLoadedIsToldSo() {
        Echo listener = new Echo();
        StreamAcceptor acceptor =
                acceptor(UnaryOperator.identity(), StreamAcceptor.builder(() -> listener), AcceptorOptions.defaults());
        TransportListener socket = open(acceptor, "/opus", new FakeTransport(StreamClock.system()));
        socket.onText(Messages.start("OPUS", 48000));
        Eventually.until(() -> loaders.size() == 1);
        socket.onText(Messages.stop());
        socket.onClose(1000, "");
        gate.countDown();

        Eventually.until(() -> acceptor.openSessions() == 0);
        assertThat(listener.calls).containsExactly("start", "stop", "closed STOPPED");
    }
}
