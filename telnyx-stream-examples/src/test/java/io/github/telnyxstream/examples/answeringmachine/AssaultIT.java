package io.github.telnyxstream.examples.answeringmachine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.testkit.Eventually;
import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The program as it is delivered, in 256 MiB, while strangers and hostile peers are at it and a caller leaves a message. */
@Tag("heavy") // two minutes on processors that are needed for nothing else
@Isolated
@Execution(ExecutionMode.SAME_THREAD)
class AssaultIT {
    /** More than kernel buffers take from whoever does not read. */
    private static final int GREETING_FOR_THE_DEAF_SECONDS = 8;

    private static final short[] SPEECH = Speech.excerpt(0, 2000);

    @TempDir
    private Path folder;

    private final CountDownLatch over = new CountDownLatch(1);
    private final Queue<Throwable> wrong = new ConcurrentLinkedQueue<>();

    @ParameterizedTest
    @EnumSource
    void takesAWholeMessageBeside(Assault assault) throws Exception {
        short[] greeting = assault == Assault.DEAF
                ? repeated(Speech.GREETING, GREETING_FOR_THE_DEAF_SECONDS * 8000)
                : Speech.excerpt(0, 600);
        try (RunningProgram program = new RunningProgram(folder, greeting)) {
            List<Thread> intruders = begin(assault, program);

            SimulatedCall call = program.telnyx.placeCall(
                    House.caller().speak(SPEECH).press("#").build());
            assertThat(program.health()).isEqualTo(200);
            assertThat(House.end(call)).contains("normal_clearing");
            over.countDown();

            Message message = program.messageOf(call);
            MessageIT.assertSpeechIsWhole(message, call, SPEECH, MediaFormat.PCMU);
            assertThat(message.endedBy()).isEqualTo("key");
            assertThat(Speech.isHeardInOrder(call.heard(), Speech.travelled(greeting, MediaFormat.PCMU)))
                    .as("the greeting was heard")
                    .isTrue();
            intruders.forEach(Eventually::ended);
            assertThat(wrong).isEmpty();
            assertThat(program.output()).doesNotContain("OutOfMemoryError", "ooooo", "Exception in thread");
            program.process.destroy();
            assertThat(Eventually.exitOf(program.process)).isZero();
        }
    }

    private List<Thread> begin(Assault assault, RunningProgram program) {
        Queue<byte[]> heads = new ConcurrentLinkedQueue<>();
        if (assault.isAdmitted()) {
            program.front.keep(true);
            // one by one: a caller does not let it ring for ever
            assault.numbers().forEach(number -> {
                program.telnyx.placeCall(Caller.builder().build());
                heads.add(program.front.nextHead());
            });
            program.front.keep(false);
        }
        CountDownLatch begun = new CountDownLatch((int) assault.numbers().count());
        List<Thread> threads = assault.numbers()
                .mapToObj(number ->
                        new Thread(() -> attack(assault, number, program.port, heads, begun), "intruder-" + number))
                .toList();
        threads.forEach(Thread::start);
        Eventually.await(begun);
        return threads;
    }

    private void attack(Assault assault, int number, int port, Queue<byte[]> heads, CountDownLatch begun) {
        try {
            while (over.getCount() > 0) {
                try (Intruder intruder = new Intruder(port, over)) {
                    byte[] head = heads.poll();
                    if (head == null && assault.isAdmitted()) {
                        // this one's token is used up
                        return;
                    }
                    if (head != null) {
                        intruder.enter(head);
                    }
                    begun.countDown();
                    assault.goOn(intruder, number);
                } catch (IOException cutOff) {
                    // as it should be; the next one follows
                    begun.countDown();
                    boolean unused = over.await(50, TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException | AssertionError broken) {
            wrong.add(broken);
        } finally {
            begun.countDown();
        }
    }

    private static short[] repeated(short[] pcm, int samples) {
        short[] longer = Arrays.copyOf(pcm, samples);
        for (int at = pcm.length; at < samples; at += pcm.length) {
            System.arraycopy(pcm, 0, longer, at, Math.min(pcm.length, samples - at));
        }
        return longer;
    }
}
