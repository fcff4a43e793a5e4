package io.github.telnyxstream.spring.boot;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties {@code telnyx.agent.*}, of a voice agent. Immutable.
 *
 * @param instructions System message of the model. Where no model is a bean, one of Telnyx's is asked.
 * @param greeting What the agent says first. Without it the model speaks first.
 * @param language Language of both sides, as a BCP-47 tag.
 * @param voice Voice of Telnyx that speaks where no SpeechSynthesizer is a bean.
 * @param voiceSampleRate Sample rate to ask that voice for, in hertz.
 * @param model Model of Telnyx that answers where no model is a bean.
 * @param human Number or SIP address of a person: the agent may transfer calls there, and does when it cannot help.
 */
@ConfigurationProperties("telnyx.agent")
public record AgentProperties(
        @DefaultValue("") String instructions,
        @Nullable String greeting,
        @DefaultValue("en-US") String language,
        @DefaultValue("Telnyx.NaturalHD.astra") String voice,
        @DefaultValue("16000") int voiceSampleRate,
        @DefaultValue("moonshotai/Kimi-K2.6") String model,
        @Nullable String human) {}
