package io.github.telnyxstream.agent;

/** Speech to text, text to text, text to speech. */
record ThreeServices(SpeechRecognizer recognizer, Responder responder, SpeechSynthesizer synthesizer) implements Crew {

    @Override
    public OnCall on(Call call) {
        AgentRecipe recipe = call.recipe();
        CallLoop loop = call.loop();
        return new OnCall() {
            @Override
            public Speaking voice(Speaking.Owner owner) {
                return new Synthesizing(synthesizer, recipe, loop, owner);
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
        };
    }
}
