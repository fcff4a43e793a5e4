package io.github.telnyxstream.agent;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Speech to text, text to text, text to speech. */
record ThreeServices(SpeechRecognizer recognizer, Responder responder, SpeechSynthesizer synthesizer) implements Crew {
    private static final Logger log = LoggerFactory.getLogger(ThreeServices.class);

    @Override
    public List<AgentTool> tools() {
        return responder.tools();
    }

    @Override
    public OnCall on(Call call) {
        AgentRecipe recipe = call.recipe();
        CallLoop loop = call.loop();
        return new OnCall() {
            @Override
            public Speaking voice(Speaking.Owner owner) {
                return new Synthesizing(synthesizer, call, owner);
            }

            @Override
            public Listening listening(Listening.Events events) {
                return new Hearing(recognizer, recipe, loop, events);
            }

            @Override
            public Answering answering(Answering.Owner owner, Mouth mouth, TurnClock clock) {
                return new WrittenAnswer(responder, owner, call, mouth, clock);
            }

            @Override
            public void told(Conversation.Role role, String text) {
                // the responder reads them in the conversation
            }

            @Override
            public void ended(Conversation conversation) {
                end(responder, call, conversation);
            }
        };
    }

    /** Tells the responder, on a thread of the services. */
    static void end(Responder responder, Call call, Conversation conversation) {
        call.recipe().services().execute(() -> tellEnd(responder, call, conversation));
    }

    private static void tellEnd(Responder responder, Call call, Conversation conversation) {
        try {
            responder.ended(call.line().callControlId(), conversation);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (Exception | LinkageError broken) {
            log.error("A responder failed at the end of a call", broken);
        }
    }
}
