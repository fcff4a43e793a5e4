package io.github.telnyxstream.callcontrol;

import io.github.telnyxstream.callcontrol.command.AnswerCommand;
import io.github.telnyxstream.callcontrol.command.StreamingStartCommand;
import io.github.telnyxstream.callcontrol.http.Cancellation;
import io.github.telnyxstream.callcontrol.http.Tries;
import io.github.telnyxstream.stream.settings.StreamSettings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Answers a call and then opens a stream that {@code answer} cannot carry. Telnyx refuses {@code streaming_start} until the
 * call counts as answered, which follows the accepted command by some moments; each new try is a new command, since nothing
 * was carried out.
 */
final class AnswerThenStream implements Tries<CommandResult, CallControlException> {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final CallControl calls;
    private final Call call;
    private final StreamingStartCommand start;
    private final Cancellation cancel;
    private final long begin;

    private AnswerThenStream(CallControl calls, Call call, StreamingStartCommand start, Cancellation cancel) {
        this.calls = calls;
        this.call = call;
        this.start = start;
        this.cancel = cancel;
        this.begin = calls.client().nanoTime();
    }

    static CommandResult run(
            CallControl calls, Call call, AnswerCommand answer, StreamSettings stream, Cancellation cancel) {
        if (answer.parameters().text("stream_url").isPresent()) {
            throw new IllegalArgumentException("the answer command carries a stream already; give the stream once");
        }
        AnswerCommand first = answer;
        StreamSettings second = stream;
        if (stream.isSilenceSentWhenIdle()) {
            first = answer.toBuilder().sendSilenceWhenIdle(true).build();
            second = stream.toBuilder().sendSilenceWhenIdle(false).build();
        }
        StreamingStartCommand start = StreamingStartCommand.of(second);
        calls.send(call, first, cancel);
        return calls.client().untilDone(new AnswerThenStream(calls, call, start, cancel), cancel);
    }

    @Override
    public CommandResult run(int number) {
        return calls.send(call, start, cancel);
    }

    @Override
    public Duration pauseAfter(CallControlException refused, int number) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(number - 1, 10));
        if (pause.compareTo(LONGEST_PAUSE) > 0) {
            pause = LONGEST_PAUSE;
        }
        Duration waited = Duration.ofNanos(calls.client().nanoTime() - begin);
        if (!refused.is(ErrorCode.NOT_ANSWERED_YET) || waited.plus(pause).compareTo(PATIENCE) > 0) {
            throw refused;
        }
        return pause;
    }

    @Override
    public CallControlException stopped(int number, @Nullable Throwable cause) {
        return ApiFailures.cancelled("streaming_start", cause);
    }
}
