package io.github.telnyxstream.agent;

import io.github.telnyxstream.agent.Conversation.Role;
import io.github.telnyxstream.stream.PlaybackResult;
import io.github.telnyxstream.stream.audio.MediaFrame;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One call: whose turn it is, what is answered, and what happens when somebody fails. Confined to the loop of its call. */
final class Dialogue implements Mouth.Events, Ears.Events, Answering.Owner {
    private final AgentRecipe recipe;
    private final CallLoop loop;
    private final Mouth mouth;
    private final Ears ears;
    private final Farewell farewell;
    private final KeyTurns keys;
    private final RunningCall call;
    private final Crew.OnCall crew;
    private final Transcript transcript;
    private final Secrets secrets;
    private final Beep beep;
    private final CallLog log;
    private @Nullable Answering answering;
    private CallLoop.@Nullable Timer silence;
    private CallLoop.@Nullable Timer end;
    private int turns;
    private int failures;
    private int silences;
    private double spent;
    private boolean isClosed;

    Dialogue(AgentLine line, AgentRecipe recipe, CallLoop loop) {
        this.recipe = recipe;
        this.loop = loop;
        AgentPatience patience = recipe.patience();
        this.crew = recipe.crew().on(new Crew.Call(recipe, loop, line, this::conversation));
        this.mouth = new Mouth(crew, line, loop, this);
        this.ears = new Ears(crew, recipe, mouth, loop, this);
        this.secrets = new Secrets(line, recipe, loop, ears);
        this.beep = new Beep(loop);
        this.log = new CallLog(line, recipe);
        this.farewell = new Farewell(line, recipe.actions(), loop);
        this.keys = new KeyTurns(loop, patience.keys(), this::keysPressed);
        RunningCall running = new RunningCall(this, line, recipe, loop);
        this.call = running;
        this.transcript = new Transcript(recipe, line, running::show);
    }

    void begin() {
        ears.open();
        end = loop.after(recipe.limits().maxCall(), this::sayGoodbye);
        String greeting = recipe.lines().greeting();
        if (greeting == null) {
            answer(new TurnClock(++turns, loop.nanoTime(), loop.nanoTime(), loop.nanoTime()));
        } else {
            say(greeting, recipe.isGreetingProtected());
        }
    }

    void hear(MediaFrame frame) {
        beep.hear(frame);
        ears.hear(frame);
    }

    /** Nobody is listened to any more: the rest of the call is a message after the beep. */
    void leaveMessage(String message) {
        if (isClosed || farewell.isMeant() || beep.isAsked()) {
            return;
        }
        stopSilence();
        ears.pause(true);
        beep.await(() -> say(message, true, () -> {
            farewell.hangUpWhenHeard();
            idle();
        }));
        cancelAnswer();
    }

    /** Says something that becomes part of the conversation. */
    void say(String text, boolean isProtected) {
        say(text, isProtected, this::idle);
    }

    private void say(String text, boolean isProtected, Runnable then) {
        stopSilence();
        Utterance[] said = new Utterance[1];
        said[0] = mouth.say(text, Utterance.Kind.ANSWER, isProtected, () -> {
            if (said[0] != null) {
                String heard = said[0].heard();
                transcript.add(Role.AGENT, heard, !said[0].isWhole());
                if (!heard.isBlank()) {
                    crew.told(Role.AGENT, heard);
                }
            }
            then.run();
        });
    }

    /** Says something that does not. */
    private void sayAside(String line, boolean isProtected) {
        stopSilence();
        mouth.say(line, Utterance.Kind.FILLER, isProtected, this::idle);
    }

    Conversation conversation() {
        return transcript.conversation();
    }

    Ears ears() {
        return ears;
    }

    Farewell farewell() {
        return farewell;
    }

    void key(String digit) {
        stopSilence();
        if (secrets.isAsked()) {
            // the answer that wants the secret goes on
            mouth.hush();
            secrets.press(digit);
            return;
        }
        ears.interruptByKey();
        keys.press(digit);
    }

    /** Keys from now on are a secret, until it is complete. */
    void askSecret(String prompt, int maxKeys, CompletableFuture<String> told) {
        if (isClosed || secrets.isAsked()) {
            told.complete("");
            return;
        }
        secrets.ask(maxKeys, told);
        say(prompt, false);
    }

    @Override
    public boolean isSecretAsked() {
        return secrets.isAsked();
    }

    private void keysPressed(String digits) {
        transcript.add(Role.KEYS, digits, false);
        crew.told(Role.KEYS, digits);
        cancelAnswer();
        long now = loop.nanoTime();
        answer(new TurnClock(++turns, now, now, now));
    }

    /** The call is over. */
    void close() {
        if (isClosed) {
            return;
        }
        cancelAnswer();
        mouth.close();
        isClosed = true;
        secrets.close();
        beep.close();
        ears.close();
        keys.close();
        farewell.close();
        if (end != null) {
            end.cancel();
        }
        stopSilence();
        Conversation all = conversation();
        crew.ended(all);
        log.end(all);
    }

    // what the ears tell

    @Override
    public void callerBegan() {
        stopSilence();
        silences = 0;
        if (answering != null && answering.isPending()) {
            // the caller goes on: both parts are answered together
            cancelAnswer();
        }
    }

    @Override
    public void interrupted() {
        cancelAnswer();
    }

    @Override
    public void soundJudged(BargeInPolicy.Decision decision) {
        log.bargeIn(decision);
    }

    @Override
    public void turn(@Nullable String name, String text, long speechEndedNanos, long turnEndedNanos) {
        silences = 0;
        transcript.addCaller(name, text);
        cancelAnswer();
        answer(new TurnClock(++turns, speechEndedNanos, turnEndedNanos, loop.nanoTime()));
    }

    @Override
    public boolean words(String turn, String text) {
        return transcript.words(turn, text);
    }

    @Override
    public void cost(double amount) {
        spent(amount);
    }

    @Override
    public void notUnderstood() {
        if (!farewell.isMeant() && !mouth.hasMore() && answering == null) {
            sayAside(recipe.lines().again(), false);
        }
    }

    @Override
    public void recognizerFailed(ServiceFailure failure) {
        log.failure(failure);
        if (failure.kind() == ServiceFailure.Kind.REFUSED) {
            giveUp();
        } else {
            count();
        }
    }

    // what the mouth tells

    @Override
    public void firstAudio(Utterance utterance) {
        if (answering != null && answering.utterance() == utterance) {
            answering.clock().firstAudio(loop.nanoTime());
        }
    }

    @Override
    public void firstSent(Utterance utterance) {
        if (answering != null && answering.utterance() == utterance) {
            answering.clock().firstSent(loop.nanoTime());
        }
    }

    @Override
    public void heard(Utterance utterance, PlaybackResult result) {
        if (answering != null
                && answering.utterance() == utterance
                && !result.heard().isZero()) {
            answering.clock().heard(loop.nanoTime() - result.heard().toNanos());
        }
    }

    @Override
    public void silent() {
        ears.agentFellSilent();
    }

    @Override
    public void failed(ServiceFailure failure) {
        log.failure(failure);
        count();
    }

    // what the answer tells

    private void answer(TurnClock clock) {
        if (isClosed || farewell.isMeant() || beep.isAsked()) {
            return;
        }
        AgentLimits limits = recipe.limits();
        if (turns > limits.maxTurns() || spent > limits.maxCost()) {
            sayGoodbye();
            return;
        }
        stopSilence();
        Answering next = crew.answering(this, mouth, clock);
        answering = next;
        next.begin(conversation());
    }

    private void cancelAnswer() {
        Answering present = answering;
        if (present != null) {
            present.cancel();
        }
    }

    @Override
    public void spent(double amount) {
        spent += Math.max(0, amount);
    }

    @Override
    public void answered(Answering over) {
        Utterance utterance = over.utterance();
        boolean isWhole = utterance != null && utterance.isWhole();
        if (utterance != null) {
            transcript.add(Role.AGENT, utterance.heard(), !isWhole);
            failures = isWhole ? 0 : failures;
        }
        log.turn(over.clock().report(utterance != null && !isWhole));
        if (isPresent(over)) {
            answering = null;
            idle();
        }
    }

    private boolean isPresent(Answering told) {
        return answering != null && answering.clock() == told.clock();
    }

    @Override
    public void failed(Answering failed, ServiceFailure failure) {
        log.failure(failure);
        if (isPresent(failed) && failed.utterance() == null) {
            answering = null;
        }
        if (count() || farewell.isMeant()) {
            return;
        }
        sayAside(
                failure.kind() == ServiceFailure.Kind.EMPTY
                        ? recipe.lines().again()
                        : recipe.lines().apology(),
                false);
    }

    @Override
    public AgentCall call() {
        return call;
    }

    // patience

    /** One failure more; whether that was the last one that is borne. */
    private boolean count() {
        if (farewell.isMeant() || ++failures < recipe.limits().maxFailures()) {
            return false;
        }
        giveUp();
        return true;
    }

    private void giveUp() {
        String human = recipe.limits().human();
        if (human == null || recipe.actions() == null) {
            sayGoodbye();
        } else if (!farewell.isMeant()) {
            farewell.transferWhenHeard(human);
            cancelAnswer();
            sayAside(recipe.lines().toHuman(), true);
        }
    }

    private void sayGoodbye() {
        if (!farewell.isMeant() && !isClosed) {
            farewell.hangUpWhenHeard();
            cancelAnswer();
            sayAside(recipe.lines().goodbye(), true);
        }
    }

    /** Nothing is being said: either the call ends now, or the caller is waited for. */
    void idle() {
        if (isClosed || mouth.hasMore() || answering != null) {
            return;
        }
        if (farewell.isMeant()) {
            farewell.silent();
            return;
        }
        stopSilence();
        silence = loop.after(recipe.patience().silence(), this::askAfterSilence);
    }

    private void askAfterSilence() {
        if (ears.isTurn() || mouth.hasMore() || answering != null || secrets.isAsked() || beep.isAsked()) {
            idle();
        } else if (++silences > recipe.limits().maxSilences()) {
            sayGoodbye();
        } else {
            sayAside(recipe.lines().stillThere(), false);
        }
    }

    private void stopSilence() {
        if (silence != null) {
            silence.cancel();
            silence = null;
        }
    }
}
