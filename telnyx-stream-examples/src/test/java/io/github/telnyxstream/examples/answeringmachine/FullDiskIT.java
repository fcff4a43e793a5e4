package io.github.telnyxstream.examples.answeringmachine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.examples.voicemail.CallFacts;
import io.github.telnyxstream.examples.voicemail.EndedBy;
import io.github.telnyxstream.examples.voicemail.OpenMessage;
import io.github.telnyxstream.stream.StreamStatistics;
import io.github.telnyxstream.stream.audio.MediaFrame;
import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.observation.SimulatorEvent.Kind;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No room for messages: a caller hears it, the others do not. */
class FullDiskIT {
    private static final String UNLUCKY = "+15550100199";

    @TempDir
    Path folder;

    @Test
    void losesOnlyTheMessageThatCannotBeOpened() throws Exception {
        try (House house = House.builder(folder)
                .storeView(store -> (call, rate) -> {
                    refuse(call);
                    return store.open(call, rate);
                })
                .virtualTime()
                .start()) {
            assertOthersGoOn(house);
            assertThat(Message.files(folder)).hasSize(2);
        }
    }

    @Test
    void keepsWhatWasWrittenBeforeTheDiskWasFull() throws Exception {
        try (House house = House.builder(folder)
                .storeView(store -> (call, rate) -> new SmallMessage(call, store.open(call, rate)))
                .virtualTime()
                .start()) {
            SimulatedCall unlucky = assertOthersGoOn(house);

            Message message = house.messageOf(unlucky);
            assertThat(message.endedBy()).isEqualTo("limit");
            assertThat(message.samples()).hasSize(SmallMessage.FRAMES * 160);
        }
    }

    @Test
    void rejectsCallsWhileTheFolderIsGoneAndTakesThemAfterwards() throws Exception {
        Path messages = folder.resolve("messages");
        try (House house = House.builder(messages).virtualTime().start()) {
            Files.delete(messages);
            SimulatedCall rejected = house.play(Caller.builder().build());
            Files.createDirectory(messages);
            SimulatedCall taken = house.play(
                    House.caller().speak(Speech.excerpt(0, 500)).press("#").build());

            assertThat(rejected.events()).noneMatch(event -> event.kind() == Kind.CALL_ANSWERED);
            assertThat(house.messageOf(taken).endedBy()).isEqualTo("key");
        }
    }

    private static SimulatedCall assertOthersGoOn(House house) throws Exception {
        SimulatedCall lucky = house.telnyx.placeCall(
                House.caller().speak(Speech.excerpt(0, 3000)).press("#").build());
        SimulatedCall unlucky = house.telnyx.placeCall(
                House.caller().from(UNLUCKY).speak(Speech.excerpt(0, 3000)).build());

        assertThat(House.end(unlucky)).contains("normal_clearing");
        assertThat(House.end(lucky)).isPresent();
        assertThat(house.messageOf(lucky).endedBy()).isEqualTo("key");
        return unlucky;
    }

    private static void refuse(CallFacts call) throws IOException {
        if (UNLUCKY.equals(call.from())) {
            throw new IOException("No space left on device");
        }
    }

    /** Has room for a second. */
    private static final class SmallMessage implements OpenMessage {
        static final int FRAMES = 50;

        private final CallFacts call;
        private final OpenMessage message;
        private int frames;

        SmallMessage(CallFacts call, OpenMessage message) {
            this.call = call;
            this.message = message;
        }

        @Override
        public void write(MediaFrame frame) throws IOException {
            if (++frames > FRAMES) {
                refuse(call);
            }
            message.write(frame);
        }

        @Override
        public Duration duration() {
            return message.duration();
        }

        @Override
        public Optional<Path> save(EndedBy endedBy, StreamStatistics statistics) throws IOException {
            return message.save(endedBy, statistics);
        }

        @Override
        public void discard() {
            message.discard();
        }
    }
}
