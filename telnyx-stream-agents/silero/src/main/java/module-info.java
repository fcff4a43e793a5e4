/** Silero's voice activity detection as the ear of a voice agent. */
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"
}) // ONNX Runtime names its module in the manifest
module io.github.telnyxstream.agent.silero {
    requires transitive io.github.telnyxstream.agent;
    requires com.microsoft.onnxruntime;
    requires static com.google.errorprone.annotations;
    requires static transitive org.jspecify;

    exports io.github.telnyxstream.agent.silero;
}
