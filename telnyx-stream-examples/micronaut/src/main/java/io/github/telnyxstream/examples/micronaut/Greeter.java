package io.github.telnyxstream.examples.micronaut;

import io.github.telnyxstream.stream.StreamListener;
import io.github.telnyxstream.stream.StreamSession;
import io.github.telnyxstream.stream.audio.AudioSource;
import io.github.telnyxstream.stream.event.StartEvent;
import io.micronaut.context.annotation.Prototype;
import java.time.Duration;

/** One for each call. */
@Prototype
class Greeter implements StreamListener {
    @Override
    public void onStart(StreamSession session, StartEvent start) {
        session.play(AudioSource.tone(440, Duration.ofSeconds(1), 8_000));
    }
}
