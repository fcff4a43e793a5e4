package io.github.telnyxstream.callcontrol;

import io.github.telnyxstream.callcontrol.command.AnswerCommand;
import io.github.telnyxstream.callcontrol.command.StreamingStartCommand;
import io.github.telnyxstream.stream.settings.StreamSettings;
import java.time.Duration;

/**
 * Answers a call and then opens a stream that {@code answer} cannot carry. Telnyx refuses {@code streaming_start} until the
 * call counts as answered, which follows the accepted command by some moments; each new try is a new command, since nothing
 * was carried out.
 */
final class AnswerThenStream {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private AnswerThenStream() {}

    static CommandResult run(
            CallControl calls, Call call, AnswerCommand answer, StreamSettings stream, Cancellation cancel) {
        if (answer.parameters().text("stream_url").isPresent()) {
            throw new IllegalArgumentException("the answer command carries a stream already; give the stream once");
        }
        AnswerCommand first = answer;
        StreamSettings second = stream;
        if (stream.isSilenceSentWhenIdle()) {
            first = new AnswerCommand(answer.parameters().with("send_silence_when_idle", true));
            second = stream.toBuilder().sendSilenceWhenIdle(false).build();
        }
        StreamingStartCommand start = StreamingStartCommand.of(second);
        calls.send(call, first, cancel);
        ApiClient client = calls.client();
        long begin = client.nanoTime();
        Duration pause = FIRST_PAUSE;
        while (true) {
            try {
                return calls.send(call, start, cancel);
            } catch (CallControlException refused) {
                Duration waited = Duration.ofNanos(client.nanoTime() - begin);
                if (!refused.is(ErrorCode.NOT_ANSWERED_YET)
                        || waited.plus(pause).compareTo(PATIENCE) > 0) {
                    throw refused;
                }
                client.sleep("streaming_start", cancel, pause);
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
            }
        }
    }
}
