package io.github.telnyxstream.examples.agent;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Properties;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import marytts.LocalMaryInterface;
import marytts.config.MaryConfig;
import marytts.exceptions.MaryConfigurationException;
import marytts.exceptions.SynthesisException;

/**
 * A synthetic voice without a network: MaryTTS with the voice {@code cmu-slt}, 48 kHz, American English. Its first object takes
 * five seconds to make, a sentence then a twentieth of its length. <b>Threads:</b> thread-safe.
 */
final class MaryVoice implements OfflineVoice {
    /** The voice as it is. */
    static final String PLAIN = "";
    /** A lower pitch and a slower tongue: somebody else. */
    static final String DEEPER = "F0Add(f0Add:-50.0)+Rate(durScale:1.1)";

    private static final String LOG = "log.config";
    private static final String MODULES = "modules.classes.list";
    private static final String WARM_UP = "Good morning, how are you?";

    private final LocalMaryInterface mary;

    /**
     * Starts it.
     *
     * @param effects {@link #PLAIN}, {@link #DEEPER} or any that MaryTTS knows
     */
    MaryVoice(String effects) throws IOException {
        try {
            mary = start();
            mary.setAudioEffects(effects);
            say(WARM_UP);
        } catch (MaryConfigurationException unusable) {
            throw new IOException("MaryTTS does not start", unusable);
        }
    }

    /** MaryTTS reads its configuration once per JVM. */
    private static synchronized LocalMaryInterface start() throws MaryConfigurationException {
        for (MaryConfig config : MaryConfig.getConfigs()) {
            Properties properties = config.getProperties();
            if (properties.containsKey(LOG)) {
                properties.setProperty(LOG, "jar:/io/github/telnyxstream/examples/agent/mary-log.properties");
            }
            String modules = properties.getProperty(MODULES);
            if (modules != null) {
                properties.setProperty(
                        MODULES,
                        modules.replace("marytts.language.en.JTokeniser", MaryTokens.class.getName())
                                .replace("marytts.modules.JTokeniser", ""));
            }
        }
        return new LocalMaryInterface();
    }

    @Override
    public Synthesis synthesize(String text, String language, Listener listener) throws IOException {
        say(text).tell(listener);
        return () -> {
            // it is over already
        };
    }

    @Override
    public Pcm say(String text) throws IOException {
        try (AudioInputStream audio = mary.generateAudio(text)) {
            AudioFormat format = audio.getFormat();
            if (format.getChannels() != 1 || format.getSampleSizeInBits() != 16) {
                throw new IOException("MaryTTS gave " + format);
            }
            ByteBuffer bytes = ByteBuffer.wrap(all(audio))
                    .order(format.isBigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
            short[] samples = new short[bytes.remaining() / 2];
            bytes.asShortBuffer().get(samples);
            return new Pcm(samples, (int) format.getSampleRate());
        } catch (SynthesisException failed) {
            throw new IOException("MaryTTS could not say it", failed);
        }
    }

    /** Its stream answers 0 now and then, where {@code readAllBytes} stops. */
    private static byte[] all(AudioInputStream audio) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] some = new byte[8192];
        for (int count = audio.read(some, 0, some.length); count >= 0; count = audio.read(some, 0, some.length)) {
            bytes.write(some, 0, count);
        }
        return bytes.toByteArray();
    }
}
