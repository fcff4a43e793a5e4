package io.github.telnyxstream.agent;

import io.github.telnyxstream.agent.Conversation.Role;
import io.github.telnyxstream.stream.audio.MediaFrame;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One call: whose turn it is, what is answered, and what happens when somebody fails. Confined to the loop of its call. */
final class Dialogue implements Mouth.Events, Ears.Events, Answering.Owner {
    private final AgentRecipe recipe;
    private final CallLoop loop;
    private final Mouth mouth;
    private final Ears ears;
    private final PresentAnswer answering;
    private final Parting parting;
    private final Silence silence;
    private final Keypad keys;
    private final RunningCall call;
    private final Crew.OnCall crew;
    private final Transcript transcript;
    private final CallLog log;
    private final Tolerance tolerance;
    private CallLoop.@Nullable Timer end;
    /** Something of what was to be said could not be. */
    private boolean isVoiceLost;
    /** A tool of the present answer has done something that needs no words. */
    private boolean hasActed;

    private boolean isClosed;

    Dialogue(AgentLine line, AgentRecipe recipe, CallLoop loop) {
        this.recipe = recipe;
        this.loop = loop;
        this.crew = recipe.crew().on(new Crew.Call(recipe, loop, line, this::conversation));
        this.answering = new PresentAnswer(loop);
        this.mouth = new Mouth(crew, line, loop, answering, this);
        this.ears = new Ears(crew, recipe, mouth, loop, this);
        this.log = new CallLog(line, recipe);
        this.tolerance = new Tolerance(recipe.limits());
        this.silence = new Silence(loop, recipe.patience().silence(), this::askAfterSilence);
        this.parting = new Parting(line, recipe, loop, mouth::spokenInAll, this::handedOn);
        this.keys = new Keypad(line, recipe, loop, mouth, ears, this::keysPressed);
        RunningCall running = new RunningCall(this, line, recipe, loop);
        this.call = running;
        this.transcript = new Transcript(recipe, line, running::show);
    }

    void begin() {
        ears.open();
        end = loop.after(recipe.limits().maxCall(), this::sayGoodbye);
        String greeting = recipe.lines().greeting();
        if (greeting == null) {
            answer(TurnClock.of(tolerance.nextTurn(), loop.nanoTime()));
        } else {
            say(greeting, recipe.isGreetingProtected());
        }
    }

    void hear(MediaFrame frame) {
        if (!parting.isHandedOn()) {
            parting.hear(frame);
            ears.hear(frame);
        }
    }

    /** Nobody is listened to any more: the rest of the call is a message after the beep. */
    void leaveMessage(String message) {
        if (isClosed || !parting.turnsToMessage()) {
            return;
        }
        keys.close();
        ears.pause(true);
        mouth.interrupt();
        answering.cancel();
        silence.end();
        parting.awaitBeep(() -> say(message, true, () -> {
            parting.hangUp();
            idle();
        }));
    }

    /** What is said and keyed from now on is for somebody else. */
    private void handedOn() {
        // first: a secret that ends lets the ears listen again
        ears.close();
        keys.close();
        silence.end();
    }

    /** Says something that becomes part of the conversation. */
    void say(String text, boolean isProtected) {
        say(text, isProtected, this::idle);
    }

    private void say(String text, boolean isProtected, Runnable then) {
        silence.end();
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
        silence.end();
        isVoiceLost = false;
        mouth.say(line, Utterance.Kind.FILLER, isProtected, this::idle);
    }

    Conversation conversation() {
        return transcript.conversation();
    }

    Ears ears() {
        return ears;
    }

    Parting parting() {
        return parting;
    }

    void key(String digit) {
        if (parting.isHandedOn() || parting.isMessage()) {
            return;
        }
        silence.end();
        keys.press(digit);
    }

    /** Keys from now on are a secret, until it is complete. */
    void askSecret(String prompt, int maxKeys, CompletableFuture<String> told) {
        if (isClosed || parting.isHandedOn() || parting.isMessage() || keys.isSecretAsked()) {
            told.complete("");
            return;
        }
        keys.askSecret(maxKeys, told);
        say(prompt, false);
    }

    @Override
    public boolean isSecretAsked() {
        return keys.isSecretAsked();
    }

    @Override
    public boolean isSilenceMeant() {
        return parting.isMeant() || keys.isSecretAsked() || hasActed;
    }

    /** A tool has done something that needs no words. */
    void acts() {
        hasActed = true;
    }

    private void keysPressed(String digits) {
        tolerance.understands();
        transcript.add(Role.KEYS, digits, false);
        crew.told(Role.KEYS, digits);
        answering.cancel();
        answer(TurnClock.of(tolerance.nextTurn(), loop.nanoTime()));
    }

    /** The call is over. */
    void close() {
        if (isClosed) {
            return;
        }
        answering.cancel();
        mouth.close();
        isClosed = true;
        ears.close();
        keys.close();
        parting.close();
        if (end != null) {
            end.cancel();
        }
        silence.end();
        Conversation all = conversation();
        crew.ended(all);
        log.end(all);
    }

    // what the ears tell

    @Override
    public void callerBegan() {
        silence.end();
        tolerance.hears();
        isVoiceLost = false;
        if (answering.isPending()) {
            // the caller goes on: both parts are answered together
            answering.cancel();
        }
    }

    @Override
    public void interrupted() {
        isVoiceLost = false;
        answering.cancel();
    }

    @Override
    public void soundJudged(BargeInPolicy.Decision decision) {
        log.bargeIn(decision);
    }

    @Override
    public void turn(@Nullable String name, String text, long speechEndedNanos, long turnEndedNanos) {
        tolerance.understands();
        transcript.addCaller(name, text);
        answering.cancel();
        answer(new TurnClock(tolerance.nextTurn(), speechEndedNanos, turnEndedNanos, loop.nanoTime()));
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
        if (parting.isMeant() || mouth.hasMore() || answering.isThere()) {
            return;
        }
        if (tolerance.understandsNothing()) {
            giveUp();
        } else {
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
    public void silent() {
        ears.agentFellSilent();
    }

    @Override
    public void failed(ServiceFailure failure) {
        log.failure(failure);
        if (parting.isMeant()) {
            return;
        }
        isVoiceLost = true;
        if (failure.kind() == ServiceFailure.Kind.REFUSED || tolerance.fails()) {
            leaveWithoutWords();
        }
    }

    // what the answer tells

    private void answer(TurnClock clock) {
        if (isClosed || parting.isMeant()) {
            return;
        }
        if (tolerance.isUsedUp()) {
            sayGoodbye();
            return;
        }
        silence.end();
        hasActed = false;
        isVoiceLost = false;
        answering.begin(crew.answering(this, mouth, clock), conversation());
    }

    @Override
    public void spent(double amount) {
        tolerance.spend(amount);
    }

    @Override
    public void answered(Answering over) {
        Utterance utterance = over.utterance();
        boolean isWhole = utterance != null && utterance.isWhole();
        if (utterance != null) {
            transcript.add(Role.AGENT, utterance.heard(), !isWhole);
            if (isWhole && !utterance.isCut()) {
                tolerance.works();
                isVoiceLost = false;
            }
        }
        log.turn(over.clock().report(utterance != null && !isWhole));
        if (answering.is(over)) {
            answering.forget();
            if (over.isPending()) {
                // it was given up before any of it was heard: the rest of it is not wanted either
                over.cancel();
            }
            idle();
        }
    }

    @Override
    public void failed(Answering failed, ServiceFailure failure) {
        log.failure(failure);
        if (answering.is(failed) && failed.utterance() == null) {
            answering.forget();
        }
        if (parting.isMeant()) {
            idle();
        } else if (!count()) {
            boolean isEmpty = failure.kind() == ServiceFailure.Kind.EMPTY;
            sayAside(isEmpty ? recipe.lines().again() : recipe.lines().apology(), false);
        }
    }

    @Override
    public AgentCall call() {
        return call;
    }

    // patience

    /** One failure more; whether that was the last one that is borne. */
    private boolean count() {
        if (parting.isMeant() || !tolerance.fails()) {
            return false;
        }
        giveUp();
        return true;
    }

    private void giveUp() {
        if (!parting.isMeant() && !isClosed) {
            sayLast(parting.giveUp());
        }
    }

    private void sayGoodbye() {
        if (!parting.isMeant() && !isClosed) {
            sayLast(parting.sayGoodbye());
        }
    }

    private void sayLast(String line) {
        answering.cancel();
        sayAside(line, true);
    }

    /** The voice itself is lost: what is there of it is heard, and then the call goes to a human or ends. */
    private void leaveWithoutWords() {
        if (!parting.isMeant() && !isClosed) {
            parting.giveUp();
            answering.cancel();
            mouth.cutShort();
            idle();
        }
    }

    /** Nothing is being said: either the call ends now, or the caller is waited for. */
    void idle() {
        if (isClosed || mouth.hasMore() || answering.isThere()) {
            return;
        }
        if (parting.isEnd()) {
            parting.silent();
            return;
        }
        if (isVoiceLost && !ears.isTurn()) {
            sayAside(recipe.lines().apology(), false);
        } else {
            silence.begin();
        }
    }

    private void askAfterSilence() {
        if (ears.isTurn() || mouth.hasMore() || answering.isThere() || keys.isSecretAsked() || parting.isMessage()) {
            idle();
        } else if (tolerance.hearsNothing()) {
            sayGoodbye();
        } else {
            sayAside(recipe.lines().stillThere(), false);
        }
    }
}
