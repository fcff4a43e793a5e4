package io.github.telnyxstream.examples.simulation;

import io.github.telnyxstream.examples.voicemail.CallFacts;
import io.github.telnyxstream.examples.voicemail.EndedBy;
import io.github.telnyxstream.examples.voicemail.MessageStore;
import io.github.telnyxstream.examples.voicemail.OpenMessage;
import io.github.telnyxstream.stream.StreamStatistics;
import io.github.telnyxstream.stream.audio.MediaFrame;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Shows on the console what another store is given. */
final class WatchedStore implements MessageStore {
    private final MessageStore store;
    private final Console console;

    WatchedStore(MessageStore store, Console console) {
        this.store = store;
        this.console = console;
    }

    @Override
    public OpenMessage open(CallFacts call, int sampleRateHz) throws IOException {
        return new WatchedMessage(store.open(call, sampleRateHz));
    }

    private final class WatchedMessage implements OpenMessage {
        private final OpenMessage message;

        WatchedMessage(OpenMessage message) {
            this.message = message;
        }

        @Override
        public void write(MediaFrame frame) throws IOException {
            message.write(frame);
            console.recorded(message.duration());
        }

        @Override
        public Duration duration() {
            return message.duration();
        }

        @Override
        public Optional<Path> save(EndedBy endedBy, StreamStatistics frames) throws IOException {
            Optional<Path> file = message.save(endedBy, frames);
            console.recordingEnded();
            console.line("program     has a message of " + duration().toMillis() + " ms, ended by " + endedBy.word());
            return file;
        }

        @Override
        public void discard() {
            console.recordingEnded();
            message.discard();
        }
    }
}
