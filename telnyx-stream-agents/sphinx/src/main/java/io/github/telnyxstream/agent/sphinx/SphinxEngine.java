package io.github.telnyxstream.agent.sphinx;

import edu.cmu.sphinx.decoder.search.Token;
import edu.cmu.sphinx.frontend.util.StreamDataSource;
import edu.cmu.sphinx.recognizer.Recognizer;
import edu.cmu.sphinx.result.Result;
import edu.cmu.sphinx.util.props.ConfigurationManager;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Sphinx with its model and a grammar, loaded: some 80 MB and seconds of work. One thread at a time. */
final class SphinxEngine implements AutoCloseable {
    private static final String GRAMMAR = "phrases";
    private static final String REFUSED = "<unk>";
    private static final String MODEL = "edu/cmu/sphinx/models/en-us/";

    private final StreamDataSource source;
    private final Recognizer recognizer;

    /** What was recognised: empty text for what is in no phrase. */
    record Decoded(String text, float score) {}

    /**
     * Loads the model.
     *
     * @throws IOException when the grammar cannot be read, or has words that the dictionary does not know
     */
    SphinxEngine(String jsgf) throws IOException {
        Path folder = Files.createTempDirectory("telnyx-stream-grammar");
        Path file = folder.resolve(GRAMMAR + ".gram");
        try {
            // Sphinx takes all of the first line for the name of an encoding
            Files.writeString(file, jsgf.strip().replaceFirst(";\\s*", ";\n"), StandardCharsets.UTF_8);
            ConfigurationManager configuration = new ConfigurationManager(resource("sphinx.config.xml"));
            configuration.setGlobalProperty("model", model("en-us"));
            configuration.setGlobalProperty("dictionary", model("cmudict-en-us.dict"));
            configuration.setGlobalProperty("fillers", model("en-us/noisedict"));
            configuration.setGlobalProperty("grammar", folder.toUri().toString());
            recognizer = configuration.lookup("recognizer");
            source = configuration.lookup("dataSource");
            recognizer.allocate();
        } catch (RuntimeException unusable) {
            throw new IOException("the grammar cannot be used", unusable);
        } finally {
            Files.deleteIfExists(file);
            Files.delete(folder);
        }
    }

    private static URL resource(String name) {
        return Objects.requireNonNull(SphinxEngine.class.getResource(name), name);
    }

    private static String model(String name) throws IOException {
        URL found = SphinxEngine.class.getClassLoader().getResource(MODEL + name);
        if (found == null) {
            throw new IOException("the model is not there: sphinx4-data has to be on the path");
        }
        return found.toString();
    }

    /**
     * Recognises one utterance. Nothing is carried over from the one before: levels are normalised over the whole utterance, not
     * over what came before it.
     *
     * @param pcm at 16 kHz
     */
    Decoded decode(short[] pcm) {
        byte[] bytes = new byte[2 * pcm.length];
        for (int i = 0; i < pcm.length; i++) {
            bytes[2 * i] = (byte) pcm[i];
            bytes[2 * i + 1] = (byte) (pcm[i] >> 8);
        }
        source.setInputStream(new ByteArrayInputStream(bytes));
        Decoded decoded = new Decoded("", Float.NEGATIVE_INFINITY);
        for (Result result = recognizer.recognize(); result != null; result = recognizer.recognize()) {
            String text = result.getBestFinalResultNoFiller();
            Token best = result.getBestFinalToken();
            if (best != null && !text.contains(REFUSED)) {
                decoded = new Decoded(text.strip(), best.getScore());
            }
        }
        return decoded;
    }

    @Override
    public void close() {
        recognizer.deallocate();
    }
}
