package io.github.telnyxstream.examples.reopen;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.stream.AcceptorOptions;
import io.github.telnyxstream.stream.StreamAcceptor;
import io.github.telnyxstream.stream.StreamSession;
import io.github.telnyxstream.stream.access.StreamAuthenticator;
import io.github.telnyxstream.stream.access.StreamTokens;
import io.github.telnyxstream.stream.audio.AudioSource;
import io.github.telnyxstream.stream.settings.StreamSettings;
import io.github.telnyxstream.stream.transport.Handshake;
import io.github.telnyxstream.testkit.FakeTransport;
import io.github.telnyxstream.testkit.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StoryListenerTest {
    private static final String CALL = "v3:exampleCallControlId";
    private static final int STORY_FRAMES = 200;

    private final ManualClock clock = new ManualClock();
    private final StreamTokens tokens = StreamTokens.create();
    private final String token = tokens.forStreamingStart(CALL, StreamSettings.of("wss://host/media"))
            .authToken();
    private final StreamAcceptor acceptor = StoryListener.acceptor(
            tokens,
            AcceptorOptions.builder().clock(clock).listenerExecutor(Runnable::run),
            () -> AudioSource.tone(440, Duration.ofMillis(STORY_FRAMES * 20L), 8000));

    /** Telnyx connects with the call's token, the same each time. */
    private FakeTransport connect() {
        FakeTransport socket = new FakeTransport(clock, false);
        socket.openAt(
                acceptor,
                new Handshake("/media", null, Map.of(StreamAuthenticator.TOKEN_HEADER, List.of(token)), null));
        socket.connected();
        socket.start(CALL, "PCMU", 8000);
        return socket;
    }

    private StreamSession session() {
        StreamSession session = acceptor.session(CALL);
        assertThat(session).isNotNull();
        return session;
    }

    @Test
    void goesOnWithTheStoryWhenTelnyxConnectsAgain() {
        FakeTransport first = connect();
        clock.advance(Duration.ofSeconds(1));
        StreamSession session = session();
        first.closedByTelnyx(1006);
        clock.advance(Duration.ofSeconds(3));
        assertThat(session.isLost()).isTrue();

        FakeTransport second = connect();
        clock.advance(Duration.ofSeconds(5));

        assertThat(session()).isSameAs(session);
        assertThat(first.payloads().size() + second.payloads().size())
                .as("nothing is skipped, and a little repeated")
                .isBetween(STORY_FRAMES, STORY_FRAMES + 20);
        second.mark(second.marks().get(0));
        clock.advance(Duration.ofMillis(100));
        assertThat(acceptor.openSessions()).isZero();
    }

    @Test
    void endsWhenNobodyComesBack() {
        connect().closedByTelnyx(1006);
        clock.advance(Duration.ofSeconds(11));

        assertThat(acceptor.openSessions()).isZero();
    }
}
