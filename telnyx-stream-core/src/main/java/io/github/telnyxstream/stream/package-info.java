/**
 * The engine as an application sees it. No server and no wire format belongs here. What is public, and behind it, package-private,
 * who does it:
 *
 * <ul>
 *   <li><b>The front door:</b> {@link io.github.telnyxstream.stream.StreamAcceptor} with its options and
 *       {@link io.github.telnyxstream.stream.DrainPlan}; behind it {@code Engine} (what all sessions share), {@code CallIndex},
 *       {@code Expectations}, {@code Place}, {@code Drain}.
 *   <li><b>A session:</b> {@link io.github.telnyxstream.stream.StreamSession} and
 *       {@link io.github.telnyxstream.stream.StreamListener}; behind them {@code EngineSession} with its rooms, {@code Ending},
 *       {@code Visits} (what time brings), {@code Lines}, {@code Line} (one socket), {@code Resumption} and {@code Wire} (a socket that
 *       is lost and another that comes).
 *   <li><b>In:</b> {@code Line} to {@code Inbound} (order) to {@code Arrivals} (which room deals with it) to {@code Mailbox} (the
 *       listener's turn; {@code Waiting} is what waits for it) to {@code ListenerCalls} and {@code MediaDecoder}; {@code Listening},
 *       {@code Keys}, {@code OwnVoice}, {@code OwnVoiceCheck} and
 *       {@code Recording} listen beside the listener. {@link io.github.telnyxstream.stream.InboundOptions}.
 *   <li><b>Out:</b> {@link io.github.telnyxstream.stream.Playback} and {@link io.github.telnyxstream.stream.LivePlayback}; {@code Player}
 *       makes them, {@code PlayQueue} keeps their order, {@code Lane} and {@code Timeline} know what has left and what can have been heard,
 *       {@code Pump} moves what is due to the {@code Outbox}. {@link io.github.telnyxstream.stream.OutboundOptions}.
 *   <li><b>Shared:</b> {@code Ticker} (one thread for time), {@code Workers} and {@code RunQueue} (threads that may be blocked),
 *       {@link io.github.telnyxstream.stream.StreamClock}, {@link io.github.telnyxstream.stream.MemoryLimits}.
 *   <li><b>Why is it silent:</b> {@link io.github.telnyxstream.stream.Finding}; {@code Diagnosis}, {@code HeardCheck},
 *       {@code ArrivalRate}, {@code CallHistory}; figures by {@link io.github.telnyxstream.stream.StreamObserver} and {@code Tally}.
 * </ul>
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.telnyxstream.stream;

import org.jspecify.annotations.NullMarked;
