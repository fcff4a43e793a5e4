package io.github.telnyxstream.agent.silero;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.github.telnyxstream.agent.SpeechEar;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * The model, loaded once for all calls; {@link #ear} makes the ear of one.
 *
 * <pre>{@code
 * SileroModel silero = SileroModel.load(Path.of("silero_vad.onnx"));
 * VoiceAgents.builder(recognizer, responder, synthesizer)
 *         .turnDetectors(() -> TurnDetector.adaptive(Duration.ofMillis(400), Duration.ofMillis(1500), silero::ear))
 *         .build();
 * }</pre>
 *
 * <p>The file is yours: version 5 of Silero VAD (MIT), as ONNX, with the inputs {@code input}, {@code state} and {@code
 * sr}. <b>Threads:</b> thread-safe; a question runs on the thread that asks, and takes less than a millisecond.
 * <b>Life-cycle:</b> closed after the last call.
 */
public final class SileroModel implements AutoCloseable {
    private static final Set<String> INPUTS = Set.of("input", "state", "sr");
    private static final Set<String> OUTPUTS = Set.of("output", "stateN");
    private static final int STATE = 2 * 128;
    private static final long[] STATE_SHAPE = {2, 1, 128};
    private static final Duration HANGOVER = Duration.ofMillis(120);

    private final OrtEnvironment runtime;
    private final OrtSession session;

    private SileroModel(OrtEnvironment runtime, OrtSession session) {
        this.runtime = runtime;
        this.session = session;
    }

    /**
     * Loads a model.
     *
     * @param file an ONNX file
     * @return the model
     * @throws NoSuchFileException if there is no such file
     * @throws IOException if it cannot be read, is no ONNX model, or one with other inputs and outputs; the message says which
     */
    public static SileroModel load(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file.toString(), null, "Silero's model is not there");
        }
        OrtEnvironment runtime = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            // many calls at once, each on a thread of its own: none of them needs several
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            OrtSession session = runtime.createSession(Files.readAllBytes(file), options);
            String wrong = whatIsWrong(session);
            if (wrong != null) {
                session.close();
                throw new IOException(file + " is no model of Silero VAD 5: " + wrong);
            }
            return new SileroModel(runtime, session);
        } catch (OrtException unreadable) {
            throw new IOException(file + " is no ONNX model that can be loaded", unreadable);
        }
    }

    private static @org.jspecify.annotations.Nullable String whatIsWrong(OrtSession session) throws OrtException {
        if (!session.getInputNames().equals(INPUTS)) {
            return "its inputs are " + session.getInputNames() + ", not " + INPUTS;
        }
        if (!session.getOutputNames().equals(OUTPUTS)) {
            return "its outputs are " + session.getOutputNames() + ", not " + OUTPUTS;
        }
        NodeInfo state = session.getInputInfo().get("state");
        long[] shape = state != null && state.getInfo() instanceof TensorInfo tensor ? tensor.getShape() : new long[0];
        boolean isState = shape.length == 3 && shape[0] == 2 && shape[2] == 128;
        return isState ? null : "its state has another shape";
    }

    /**
     * An ear for one call, with the pauses that turn detection wants: 120 ms of silence are still speech.
     *
     * @param sampleRateHz 8000 to 48000; 8000 and 16000 are heard as they are, others at 16000
     * @return a new ear; not thread-safe
     * @throws IllegalArgumentException if the rate is out of range
     */
    public SpeechEar ear(int sampleRateHz) {
        return ear(sampleRateHz, HANGOVER);
    }

    /**
     * An ear for one call.
     *
     * @param sampleRateHz 8000 to 48000; 8000 and 16000 are heard as they are, others at 16000
     * @param hangover a pause that is still speech
     * @return a new ear; not thread-safe
     * @throws IllegalArgumentException if the rate is out of range
     */
    public SpeechEar ear(int sampleRateHz, Duration hangover) {
        return new SileroEar(this, sampleRateHz, hangover);
    }

    /**
     * How sure the model is that there is speech.
     *
     * @param window samples of −1 to 1 with the end of the window before them
     * @param state what it remembers; replaced
     * @return 0 to 1
     */
    float ask(float[] window, float[] state, long rateHz) {
        try (OnnxTensor input =
                        OnnxTensor.createTensor(runtime, FloatBuffer.wrap(window), new long[] {1, window.length});
                OnnxTensor before = OnnxTensor.createTensor(runtime, FloatBuffer.wrap(state), STATE_SHAPE);
                OnnxTensor rate = OnnxTensor.createTensor(runtime, LongBuffer.wrap(new long[] {rateHz}), new long[0]);
                OrtSession.Result result = session.run(Map.of("input", input, "state", before, "sr", rate))) {
            tensor(result, "stateN").getFloatBuffer().get(state);
            return tensor(result, "output").getFloatBuffer().get(0);
        } catch (OrtException failed) {
            throw new IllegalStateException("Silero's model could not be asked", failed);
        }
    }

    private static OnnxTensor tensor(OrtSession.Result result, String name) {
        return (OnnxTensor) result.get(name).orElseThrow();
    }

    static float[] newState() {
        return new float[STATE];
    }

    /** Gives the model's memory back. Ears of it cannot be used any more. */
    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException failed) {
            throw new IllegalStateException("Silero's model could not be closed", failed);
        }
    }
}
