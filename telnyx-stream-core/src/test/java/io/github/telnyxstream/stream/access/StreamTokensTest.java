package io.github.telnyxstream.stream.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.telnyxstream.stream.access.StreamAuthenticator.Verdict;
import io.github.telnyxstream.stream.settings.StreamSettings;
import io.github.telnyxstream.stream.transport.Handshake;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamTokensTest {
    private static final StreamSettings SETTINGS = StreamSettings.of("wss://voice.example.net/media?tenant=7");

    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1000);
    private final StreamTokens tokens = StreamTokens.create(Duration.ofMinutes(5), clock::get);

    private static Handshake withHeader(String token) {
        return new Handshake("/media", null, Map.of("X-Telnyx-Streaming-Auth-Token", List.of(token)), "192.0.2.1");
    }

    private static Handshake withPath(String path) {
        return new Handshake(path, "tenant=7", Map.of(), "192.0.2.1");
    }

    private static Handshake opened(StreamSettings settings) {
        return withPath(URI.create(settings.url()).getRawPath());
    }

    @Test
    void acceptsTheTokenInTheHeaderForItsCallAgainAndAgain() {
        StreamSettings issued = tokens.forStreamingStart("call", SETTINGS);
        String token = issued.authToken();

        Verdict first = tokens.authenticate(withHeader(token));
        assertThat(first.httpStatus()).isEqualTo(101);
        assertThat(first.isAccepted()).isTrue();
        assertThat(first.callControlId()).isEqualTo("call");
        assertThat(first.settings()).isEqualTo(issued);

        clock.addAndGet(Duration.ofHours(4).toNanos());
        assertThat(tokens.authenticate(withHeader(token))).isEqualTo(first);
        clock.addAndGet(1);
        assertThat(tokens.authenticate(withHeader(token)).httpStatus()).isEqualTo(403);
    }

    @Test
    void refusesATokenThatWasShownOnceItsStreamIsOver() {
        String first = tokens.forStreamingStart("call", SETTINGS).authToken();
        tokens.authenticate(withHeader(first));
        String next = tokens.forStreamingStart("call", SETTINGS).authToken();
        tokens.streamEnded("call");

        assertThat(tokens.authenticate(withHeader(first)).httpStatus()).isEqualTo(403);
        assertThat(tokens.authenticate(withHeader(next)).isAccepted()).isTrue();
        tokens.revoke("call");
        assertThat(tokens.authenticate(withHeader(next)).httpStatus()).isEqualTo(403);
    }

    @Test
    void putsTheTokenIntoThePathForAnswerAndKeepsTheQuery() {
        StreamSettings issued = tokens.forAnswer("call", SETTINGS);

        assertThat(issued.url()).matches("wss://voice\\.example\\.net/media/[A-Za-z0-9_-]{43}\\?tenant=7");
        assertThat(issued.isCarriedByAnswer()).isTrue();
        assertThat(tokens.authenticate(opened(issued)).callControlId()).isEqualTo("call");
    }

    @Test
    void addsNoSecondSlash() {
        assertThat(tokens.forAnswer("call", StreamSettings.of("wss://h/media/")).url())
                .matches("wss://h/media/[^/]+");
        assertThat(tokens.forAnswer("call", StreamSettings.of("wss://h")).url()).matches("wss://h/[^/]+");
    }

    @Test
    void asksForATokenWhereThereIsNone() {
        tokens.forAnswer("call", SETTINGS);

        assertThat(tokens.authenticate(withPath("/media")).httpStatus()).isEqualTo(401);
        assertThat(tokens.authenticate(withPath("/")).httpStatus()).isEqualTo(401);
        assertThat(tokens.authenticate(withPath("")).httpStatus()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "wrong", "é☎"})
    void refusesAWrongTokenInTheHeader(String wrong) {
        tokens.forStreamingStart("call", SETTINGS);

        assertThat(tokens.authenticate(withHeader(wrong)).httpStatus()).isEqualTo(403);
    }

    @Test
    void refusesAWrongTokenInThePath() {
        tokens.forAnswer("call", SETTINGS);

        assertThat(tokens.authenticate(withPath("/media/" + "A".repeat(43))).httpStatus())
                .isEqualTo(403);
    }

    @Test
    void looksAtTheHeaderFirst() {
        StreamSettings issued = tokens.forAnswer("call", SETTINGS);
        Handshake both = new Handshake(
                opened(issued).path(), null, Map.of(StreamAuthenticator.TOKEN_HEADER, List.of("wrong")), null);

        assertThat(tokens.authenticate(both).httpStatus()).isEqualTo(403);
        assertThat(tokens.authenticate(opened(issued)).isAccepted()).isTrue();
    }

    @Test
    void refusesAnExpiredToken() {
        StreamSettings issued = tokens.forStreamingStart("call", SETTINGS);

        clock.addAndGet(Duration.ofMinutes(5).toNanos() + 1);

        assertThat(tokens.authenticate(withHeader(issued.authToken())).httpStatus())
                .isEqualTo(403);
    }

    @Test
    void acceptsATokenUntilItExpires() {
        StreamSettings issued = tokens.forStreamingStart("call", SETTINGS);

        clock.addAndGet(Duration.ofMinutes(5).toNanos());

        assertThat(tokens.authenticate(withHeader(issued.authToken())).isAccepted())
                .isTrue();
    }

    @Test
    void takesBackTheTokensOfACall() {
        StreamSettings one = tokens.forStreamingStart("one", SETTINGS);
        StreamSettings other = tokens.forStreamingStart("other", SETTINGS);

        tokens.revoke("one");

        assertThat(tokens.authenticate(withHeader(one.authToken())).httpStatus())
                .isEqualTo(403);
        assertThat(tokens.authenticate(withHeader(other.authToken())).isAccepted())
                .isTrue();
    }

    @Test
    void neverIssuesTheSameTokenTwice() {
        Set<String> seen = new HashSet<>();
        for (int k = 0; k < 1000; k++) {
            seen.add(tokens.forStreamingStart("call", SETTINGS).authToken());
        }

        assertThat(seen).hasSize(1000).allMatch(token -> token.length() == 43);
    }

    @Test
    void forgetsExpiredTokens() {
        for (int k = 0; k < 100_000; k++) {
            tokens.forStreamingStart("call", SETTINGS);
        }
        clock.addAndGet(Duration.ofMinutes(6).toNanos());

        StreamSettings issued = tokens.forStreamingStart("call", SETTINGS);

        assertThat(tokens.authenticate(withHeader(issued.authToken())).isAccepted())
                .isTrue();
    }

    @Test
    void refusesALifetimeOfNothing() {
        assertThatIllegalArgumentException().isThrownBy(() -> StreamTokens.create(Duration.ZERO, clock::get));
        assertThatIllegalArgumentException().isThrownBy(() -> StreamTokens.create(Duration.ofMillis(-1), clock::get));
    }

    @Test
    void showsNoTokenInText() {
        StreamSettings start = tokens.forStreamingStart("call", SETTINGS);
        StreamSettings answer = tokens.forAnswer("call", SETTINGS);
        String inHeader = start.authToken();
        String inPath = SharedToken.lastSegment(opened(answer).path());

        String shown = List.of(
                        start,
                        answer,
                        tokens,
                        withHeader(inHeader),
                        opened(answer),
                        tokens.authenticate(withHeader(inHeader)),
                        tokens.authenticate(opened(answer)))
                .toString();

        assertThat(shown).doesNotContain(inHeader, inPath, "tenant=7");
    }

    @Test
    void sharesOneTokenBetweenStreams() {
        StreamAuthenticator shared = StreamAuthenticator.sharedToken("open sesame");

        assertThat(shared.authenticate(withHeader("open sesame")).isAccepted()).isTrue();
        assertThat(shared.authenticate(withHeader("open sesame")).isAccepted()).isTrue();
        assertThat(shared.authenticate(withPath("/media/open sesame")).isAccepted())
                .isTrue();
        assertThat(shared.authenticate(withHeader("close sesame")).httpStatus()).isEqualTo(403);
        assertThat(shared.authenticate(withPath("/media")).httpStatus()).isEqualTo(401);
        assertThat(shared.toString()).doesNotContain("sesame");
    }

    @Test
    void refusesABlankSharedToken() {
        assertThatIllegalArgumentException().isThrownBy(() -> StreamAuthenticator.sharedToken(" "));
    }
}
