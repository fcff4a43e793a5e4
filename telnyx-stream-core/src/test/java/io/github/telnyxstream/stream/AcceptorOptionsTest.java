package io.github.telnyxstream.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AcceptorOptionsTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void hasTheDocumentedDefaults() {
        AcceptorOptions options = AcceptorOptions.defaults();

        assertThat(options.outbound().lead()).isEqualTo(Duration.ofMillis(160));
        assertThat(options.inbound().reorderWindowFrames()).isEqualTo(5);
        assertThat(options.inbound().maxWaitingFrames()).isEqualTo(250);
        assertThat(options.outbound().maxCatchUp()).isEqualTo(Duration.ofMillis(160));
        assertThat(options.resumeWithin()).isZero();
        assertThat(options.outbound().maxLiveAudio()).isEqualTo(Duration.ofSeconds(60));
        assertThat(options.outbound().liveCushion()).isEqualTo(Duration.ofMillis(60));
        assertThat(options.outbound().maxWaitingPlaybacks()).isEqualTo(1000);
        assertThat(options.maxSessions()).isEqualTo(5000);
        assertThat(options.startTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(options.sendTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(options.silentPeerTimeout()).isEqualTo(Duration.ofSeconds(60));
        assertThat(options.connectTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(options.pingInterval()).isEqualTo(Duration.ofSeconds(25));
        assertThat(options.clock()).isSameAs(StreamClock.system());
    }

    private static Arguments durations(
            String name,
            BiFunction<AcceptorOptions.Builder, Duration, AcceptorOptions.Builder> set,
            Duration least,
            Duration most,
            Duration below) {
        return Arguments.of(Named.of(name, set), least, most, below, most.plusNanos(1));
    }

    private static <T> BiFunction<AcceptorOptions.Builder, T, AcceptorOptions.Builder> outbound(
            BiFunction<OutboundOptions.Builder, T, OutboundOptions.Builder> set) {
        return (options, value) ->
                options.outbound(set.apply(OutboundOptions.builder(), value).build());
    }

    private static <T> BiFunction<AcceptorOptions.Builder, T, AcceptorOptions.Builder> inbound(
            BiFunction<InboundOptions.Builder, T, InboundOptions.Builder> set) {
        return (options, value) ->
                options.inbound(set.apply(InboundOptions.builder(), value).build());
    }

    static Stream<Arguments> durationRanges() {
        Duration nothing = Duration.ZERO;
        Duration less = Duration.ofNanos(-1);
        Duration least = Duration.ofNanos(1);
        Duration five = Duration.ofSeconds(5);
        Duration frame = Duration.ofMillis(20);
        return Stream.of(
                durations("lead", outbound(OutboundOptions.Builder::lead), frame, five, Duration.ofMillis(19)),
                durations(
                        "maxCatchUp",
                        outbound(OutboundOptions.Builder::maxCatchUp),
                        frame,
                        five,
                        Duration.ofMillis(19)),
                durations("liveCushion", outbound(OutboundOptions.Builder::liveCushion), nothing, five, less),
                durations("maxLiveAudio", outbound(OutboundOptions.Builder::maxLiveAudio), least, HOUR, nothing),
                durations("resumeWithin", AcceptorOptions.Builder::resumeWithin, nothing, HOUR, less),
                durations("startTimeout", AcceptorOptions.Builder::startTimeout, least, HOUR, nothing),
                durations("sendTimeout", AcceptorOptions.Builder::sendTimeout, least, HOUR, nothing),
                durations("silentPeerTimeout", AcceptorOptions.Builder::silentPeerTimeout, nothing, HOUR, less),
                durations("pingInterval", AcceptorOptions.Builder::pingInterval, nothing, HOUR, less));
    }

    @ParameterizedTest
    @MethodSource("durationRanges")
    void takesDurationsInTheirRangeOnly(
            BiFunction<AcceptorOptions.Builder, Duration, AcceptorOptions.Builder> set,
            Duration least,
            Duration most,
            Duration below,
            Duration above) {
        assertThat(set.apply(AcceptorOptions.builder(), least).build()).isNotNull();
        assertThat(set.apply(AcceptorOptions.builder(), most).build()).isNotNull();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> set.apply(AcceptorOptions.builder(), below))
                .withMessageContaining(below.toString());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> set.apply(AcceptorOptions.builder(), above))
                .withMessageContaining(above.toString());
    }

    static Stream<Arguments> countRanges() {
        return Stream.of(
                counts("reorderWindowFrames", inbound(InboundOptions.Builder::reorderWindowFrames), 50),
                counts("maxWaitingFrames", inbound(InboundOptions.Builder::maxWaitingFrames), 100_000),
                counts("maxWaitingPlaybacks", outbound(OutboundOptions.Builder::maxWaitingPlaybacks), 100_000),
                counts("maxSessions", AcceptorOptions.Builder::maxSessions, 100_000));
    }

    private static Arguments counts(
            String name, BiFunction<AcceptorOptions.Builder, Integer, AcceptorOptions.Builder> set, int most) {
        return Arguments.of(Named.of(name, set), name, most);
    }

    @ParameterizedTest
    @MethodSource("countRanges")
    void takesCountsInTheirRangeOnly(
            BiFunction<AcceptorOptions.Builder, Integer, AcceptorOptions.Builder> set, String name, int most) {
        assertThat(set.apply(AcceptorOptions.builder(), 1).build()).isNotNull();
        assertThat(set.apply(AcceptorOptions.builder(), most).build()).isNotNull();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> set.apply(AcceptorOptions.builder(), 0))
                .withMessageStartingWith(name + " is 0");
        assertThatIllegalArgumentException().isThrownBy(() -> set.apply(AcceptorOptions.builder(), most + 1));
    }
}
