package io.github.telnyxstream.agent;

import io.github.telnyxstream.agent.Utterance.Sentence;
import io.github.telnyxstream.codec.MediaFormat;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Has sentences synthesized, once more when nothing came of it. Confined to the loop of its call. */
final class Synthesizing implements Speaking {
    private static final int MAX_TRIES = 2;

    private final SpeechSynthesizer synthesizer;
    private final AgentRecipe recipe;
    private final CallLoop loop;
    private final @Nullable MediaFormat outbound;
    private final Owner owner;

    Synthesizing(SpeechSynthesizer synthesizer, Crew.Call call, Owner owner) {
        this.synthesizer = synthesizer;
        this.recipe = call.recipe();
        this.loop = call.loop();
        this.outbound = call.line().outboundFormat();
        this.owner = owner;
    }

    @Override
    public void ask(Sentence sentence) {
        sentence.isAsked = true;
        sentence.tries++;
        Asked asked = new Asked(sentence);
        recipe.services().execute(asked::begin);
    }

    /** One try to have a sentence synthesized. What an older one tells is not heard. */
    private final class Asked implements SpeechSynthesizer.Listener {
        private final Sentence sentence;
        private final int attempt;
        private CallLoop.Timer watch;

        Asked(Sentence sentence) {
            this.sentence = sentence;
            this.attempt = sentence.tries;
            this.watch = loop.after(recipe.patience().speech(), this::late);
        }

        void begin() {
            try {
                SpeechSynthesizer.Synthesis synthesis = synthesis();
                loop.execute(() -> began(synthesis));
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                failed(ServiceFailure.thrown(ServiceFailure.Service.SYNTHESIZER, interrupted));
            } catch (Exception | LinkageError broken) {
                failed(ServiceFailure.thrown(ServiceFailure.Service.SYNTHESIZER, broken));
            }
        }

        private SpeechSynthesizer.Synthesis synthesis() throws Exception {
            return outbound == null
                    ? synthesizer.synthesize(sentence.text(), recipe.language(), this)
                    : synthesizer.synthesize(sentence.text(), recipe.language(), outbound, this);
        }

        private void began(SpeechSynthesizer.Synthesis synthesis) {
            if (isPresent()) {
                sentence.synthesis = synthesis;
            } else {
                synthesis.cancel();
            }
        }

        private boolean isPresent() {
            return sentence.tries == attempt
                    && !sentence.isOver()
                    && !sentence.isSynthesized
                    && !sentence.utterance.isGivenUp();
        }

        @Override
        public void audio(short[] pcm, int offset, int lengthSamples, int sampleRateHz) {
            short[] piece = Arrays.copyOfRange(pcm, offset, offset + lengthSamples);
            loop.execute(() -> take(piece, sampleRateHz));
        }

        private void take(short[] piece, int sampleRateHz) {
            if (!isPresent() || piece.length == 0) {
                return;
            }
            if (sampleRateHz < 8000
                    || sampleRateHz > 48000
                    || (sentence.rateHz != 0 && sentence.rateHz != sampleRateHz)) {
                fail(ServiceFailure.of(
                        ServiceFailure.Service.SYNTHESIZER,
                        ServiceFailure.Kind.REFUSED,
                        "audio came at " + sampleRateHz + " Hz"
                                + (sentence.rateHz == 0 ? "" : " after " + sentence.rateHz + " Hz")));
                return;
            }
            watch.cancel();
            watch = loop.after(recipe.patience().speech(), this::late);
            boolean isFirst = sentence.samples == 0;
            sentence.take(piece, sampleRateHz);
            owner.arrived(sentence, isFirst);
        }

        @Override
        public void done() {
            loop.execute(() -> {
                if (!isPresent()) {
                    return;
                }
                if (sentence.samples == 0) {
                    fail(ServiceFailure.of(
                            ServiceFailure.Service.SYNTHESIZER, ServiceFailure.Kind.EMPTY, "no audio came"));
                    return;
                }
                watch.cancel();
                sentence.isSynthesized = true;
                owner.arrived(sentence, false);
            });
        }

        @Override
        public void failed(ServiceFailure failure) {
            loop.execute(() -> fail(failure));
        }

        private void late() {
            fail(ServiceFailure.of(
                    ServiceFailure.Service.SYNTHESIZER,
                    ServiceFailure.Kind.LATE,
                    "no audio for " + recipe.patience().speech().toMillis() + " ms"));
        }

        /** Once more while nothing of it was heard; else what was said so far has to do. */
        private void fail(ServiceFailure failure) {
            if (!isPresent()) {
                return;
            }
            watch.cancel();
            if (sentence.synthesis != null) {
                sentence.synthesis.cancel();
                sentence.synthesis = null;
            }
            if (sentence.samples == 0 && sentence.tries < MAX_TRIES && failure.kind() != ServiceFailure.Kind.REFUSED) {
                ask(sentence);
                return;
            }
            sentence.isSynthesized = true;
            sentence.isCut = true;
            owner.failed(failure);
        }
    }
}
