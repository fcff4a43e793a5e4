package io.github.telnyxstream.examples.quarkus;

import io.github.telnyxstream.stream.StreamListener;
import io.github.telnyxstream.stream.StreamSession;
import io.github.telnyxstream.stream.audio.AudioSource;
import io.github.telnyxstream.stream.event.StartEvent;
import jakarta.enterprise.context.Dependent;
import java.time.Duration;

/** One for each call. */
@Dependent
class Greeter implements StreamListener {
    @Override
    public void onStart(StreamSession session, StartEvent start) {
        session.play(AudioSource.tone(440, Duration.ofSeconds(1), 8_000));
    }
}
