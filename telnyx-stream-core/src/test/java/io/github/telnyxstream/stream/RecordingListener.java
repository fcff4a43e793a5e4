package io.github.telnyxstream.stream;

import io.github.telnyxstream.stream.audio.MediaFrame;
import io.github.telnyxstream.stream.event.ConnectedEvent;
import io.github.telnyxstream.stream.event.DtmfEvent;
import io.github.telnyxstream.stream.event.ErrorEvent;
import io.github.telnyxstream.stream.event.MarkEvent;
import io.github.telnyxstream.stream.event.StartEvent;
import io.github.telnyxstream.stream.event.StopEvent;
import io.github.telnyxstream.stream.event.UnknownEvent;
import java.util.ArrayList;
import java.util.List;

/** Remembers every callback, in order. */
class RecordingListener implements StreamListener {
    private final List<String> calls = new ArrayList<>();
    private final List<MediaFrame> frames = new ArrayList<>();
    private final List<ProtocolProblem> problems = new ArrayList<>();
    private final List<StreamEnd> ends = new ArrayList<>();
    private final List<StreamFailure> failures = new ArrayList<>();

    private final List<Finding> findings = new ArrayList<>();
    private final List<StreamSession> failedSessions = new ArrayList<>();
    private boolean leavesFindings;
    private int finalCalls;
    private int terminalCallsAtTheLastFinalOne;

    private synchronized void note(String call) {
        calls.add(call);
    }

    @Override
    public void onConnected(StreamSession session, ConnectedEvent event) {
        note("connected");
    }

    @Override
    public void onStart(StreamSession session, StartEvent event) {
        note("start");
    }

    @Override
    public void onMedia(StreamSession session, MediaFrame frame) {
        synchronized (this) {
            frames.add(frame);
        }
        note("media " + frame.event().chunk());
    }

    @Override
    public void onOutboundMedia(StreamSession session, MediaFrame frame) {
        synchronized (this) {
            frames.add(frame);
        }
        note("outbound media " + frame.chunk());
    }

    @Override
    public void onDtmf(StreamSession session, DtmfEvent event) {
        note("dtmf " + event.digit());
    }

    @Override
    public void onMark(StreamSession session, MarkEvent event, MarkOutcome outcome) {
        note("mark " + event.name() + " " + outcome);
    }

    @Override
    public void onError(StreamSession session, ErrorEvent event) {
        note("error " + event.code());
    }

    @Override
    public void onUnknown(StreamSession session, UnknownEvent event) {
        note("unknown " + event.eventName());
    }

    @Override
    public void onProtocolProblem(StreamSession session, ProtocolProblem problem) {
        synchronized (this) {
            problems.add(problem);
        }
        note("problem " + problem.kind());
    }

    @Override
    public void onLost(StreamSession session, StreamFailure loss) {
        note("lost " + loss.kind());
    }

    @Override
    public void onResumed(StreamSession session, StartEvent event) {
        note("resumed");
    }

    @Override
    public void onStop(StreamSession session, StopEvent event) {
        note("stop");
    }

    @Override
    public void onClosed(StreamSession session, StreamEnd end) {
        synchronized (this) {
            ends.add(end);
        }
        note("closed " + end.kind());
    }

    @Override
    public void onFailed(StreamSession session, StreamFailure failure) {
        synchronized (this) {
            failures.add(failure);
            failedSessions.add(session);
        }
        note("failed " + failure.kind());
    }

    /** From now on findings are left to the log too. */
    RecordingListener leavingFindings() {
        leavesFindings = true;
        return this;
    }

    @Override
    public synchronized void onFinding(StreamSession session, Finding finding) {
        findings.add(finding);
        if (leavesFindings) {
            StreamListener.super.onFinding(session, finding);
        }
    }

    synchronized List<Finding> findings() {
        return List.copyOf(findings);
    }

    List<Finding.Kind> findingKinds() {
        return findings().stream().map(Finding::kind).toList();
    }

    @Override
    public void onEnd(StreamSession session) {
        synchronized (this) {
            finalCalls++;
            terminalCallsAtTheLastFinalOne = ends.size() + failures.size();
        }
    }

    synchronized List<StreamSession> failedSessions() {
        return List.copyOf(failedSessions);
    }

    synchronized int terminalCallsAtTheLastFinalOne() {
        return terminalCallsAtTheLastFinalOne;
    }

    /** Calls of onEnd. */
    synchronized int finalCalls() {
        return finalCalls;
    }

    synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    synchronized List<MediaFrame> frames() {
        return List.copyOf(frames);
    }

    List<Long> chunks() {
        return frames().stream().map(frame -> frame.event().chunk()).toList();
    }

    synchronized List<ProtocolProblem> problems() {
        return List.copyOf(problems);
    }

    List<ProtocolProblem.Kind> problemKinds() {
        return problems().stream().map(ProtocolProblem::kind).toList();
    }

    synchronized List<StreamEnd> ends() {
        return List.copyOf(ends);
    }

    synchronized List<StreamFailure> failures() {
        return List.copyOf(failures);
    }

    synchronized int terminalCalls() {
        return ends.size() + failures.size();
    }
}
