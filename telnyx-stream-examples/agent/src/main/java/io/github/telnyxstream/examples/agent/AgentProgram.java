package io.github.telnyxstream.examples.agent;

import io.github.telnyxstream.agent.sphinx.SphinxRecognizer;
import io.github.telnyxstream.agent.telnyx.TelnyxSpeech;
import io.github.telnyxstream.examples.OtherProgram;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code telnyx-stream.jar agent}, where its jar lies in {@code lib/agent} beside that one. */
public final class AgentProgram implements OtherProgram {
    private static final Logger log = LoggerFactory.getLogger(AgentProgram.class);

    /** For the service loader. */
    public AgentProgram() {}

    /** Where a library is missing this is a {@link LinkageError}, which is better than one amid the first call. A voice of its own is only for the rehearsal. */
    @Override
    public Object command(Map<String, String> environment) {
        log.debug("with {}", List.of(TelnyxSpeech.class, SphinxRecognizer.class));
        return new AgentCommand(environment);
    }
}
