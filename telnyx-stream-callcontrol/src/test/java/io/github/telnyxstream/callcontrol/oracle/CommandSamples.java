package io.github.telnyxstream.callcontrol.oracle;

import io.github.telnyxstream.callcontrol.command.BridgeCommand;
import io.github.telnyxstream.callcontrol.command.CommandBuilder;
import io.github.telnyxstream.callcontrol.command.GatherUsingAudioCommand;
import io.github.telnyxstream.callcontrol.command.NoiseSuppression;
import io.github.telnyxstream.callcontrol.command.Parameters;
import io.github.telnyxstream.callcontrol.command.PlaybackStartCommand;
import io.github.telnyxstream.callcontrol.command.SipHeader;
import io.github.telnyxstream.callcontrol.command.VoiceSettings;
import io.github.telnyxstream.codec.Encoding;
import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.stream.settings.OutboundMode;
import io.github.telnyxstream.stream.settings.StreamSettings;
import io.github.telnyxstream.stream.settings.StreamTrack;
import io.github.telnyxstream.stream.settings.TargetLegs;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Builds every body that a command can have, one setter at a time: each builder method with every value of its enums, and with
 * nested settings in all their variants. A setter without a sample fails, so none can be forgotten.
 */
final class CommandSamples {

    private static final Map<String, List<Object>> TEXTS = Map.ofEntries(
            Map.entry("clientState", List.of("eA==")),
            Map.entry("targetLegClientState", List.of("eA==")),
            Map.entry("base64", List.of("eA==")),
            Map.entry("language", List.of("en-US", "de-DE")),
            Map.entry("transcriptionLanguage", List.of("en-US")),
            Map.entry("transcriptionEngine", List.of("A", "B", "deepgram/nova-3")),
            Map.entry("ringtone", List.of("us", "de", "us-old")),
            Map.entry("preferredCodecs", List.of("G722,PCMU,PCMA,G729,OPUS,VP8,H264")),
            Map.entry("validDigits", List.of("0123456789#*")),
            Map.entry("terminatingDigit", List.of("#", "")),
            Map.entry("sendDigitsOnAnswer", List.of("1w2")),
            Map.entry("parkAfterUnbridge", List.of("self")),
            Map.entry("track", List.of("inbound", "outbound", "both")),
            Map.entry("family", List.of("sparrow", "quail")),
            Map.entry("mode", List.of("standard", "advanced")),
            Map.entry("model", List.of("krisp-viva-tel-v2.kef")),
            Map.entry("size", List.of("s", "l")),
            Map.entry(
                    "engine",
                    List.of("Google", "Telnyx", "Deepgram", "Azure", "xAI", "AssemblyAI", "Speechmatics", "Soniox")),
            Map.entry("digits", List.of("12w#")));

    private static final List<Object> NOISE_ENGINES =
            List.of("Denoiser", "DeepFilterNet", "Krisp", "AiCoustics", "quail_voice_focus_s");

    private CommandSamples() {}

    /** All bodies of a command or group of settings. */
    static List<Map<String, Object>> bodies(Class<?> type) {
        List<Map<String, Object>> bodies = new ArrayList<>();
        for (Object value : values(type)) {
            bodies.add(parameters(value).asMap());
        }
        return bodies;
    }

    static List<Object> values(Class<?> type) {
        if (type == VoiceSettings.class) {
            return List.of(
                    VoiceSettings.builder("elevenlabs").apiKeyRef("ref").build(),
                    VoiceSettings.builder("telnyx").voiceSpeed(1.5).build(),
                    VoiceSettings.builder("soniox").speed(1.5).build(),
                    VoiceSettings.builder("minimax").speed(1.5).build(),
                    VoiceSettings.builder("azure").apiKeyRef("ref").build(),
                    VoiceSettings.of("aws"));
        }
        List<Object> built = new ArrayList<>();
        for (Object start : starts(type)) {
            try {
                built.add(build(start));
            } catch (IllegalArgumentException incomplete) {
                continue; // needs one of its setters; they follow
            }
        }
        for (Method setter : setters(type)) {
            built.addAll(variants(type, setter));
        }
        return built;
    }

    static List<Method> setters(Class<?> type) {
        return Arrays.stream(starts(type).get(0).getClass().getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .filter(method -> method.getDeclaringClass() != Object.class)
                .filter(method ->
                        !method.getName().equals("build") && !method.getName().equals("parameter"))
                .filter(method -> !method.isBridge())
                .sorted(Comparator.comparing(Method::getName))
                .toList();
    }

    private static List<Object> variants(Class<?> type, Method setter) {
        List<Object> built = new ArrayList<>();
        for (List<Object> arguments : combinations(setter)) {
            for (Object builder : starts(type)) {
                try {
                    setter.setAccessible(true);
                    setter.invoke(builder, arguments.toArray());
                    completed(setter, builder);
                    built.add(build(builder));
                } catch (InvocationTargetException refused) {
                    continue; // this sample or combination is not allowed; another one has to be
                } catch (IllegalAccessException impossible) {
                    throw new AssertionError(impossible);
                } catch (IllegalArgumentException refused) {
                    continue; // as above
                }
            }
        }
        if (built.isEmpty()) {
            throw new AssertionError("no sample for " + type.getSimpleName() + "." + setter.getName());
        }
        return built;
    }

    /** What some parameters need beside them. */
    private static void completed(Method setter, Object builder)
            throws IllegalAccessException, InvocationTargetException {
        Map<String, String> needs = Map.of(
                "bridgeOnAnswer",
                "linkTo",
                "supervisorRole",
                "superviseCallControlId",
                "videoRoomContext",
                "videoRoomId",
                "streamBeforeOriginate",
                "stream");
        String needed = needs.get(setter.getName());
        if (needed != null) {
            for (Method other : builder.getClass().getMethods()) {
                if (other.getName().equals(needed) && !other.isBridge()) {
                    other.setAccessible(true);
                    other.invoke(builder, needed.equals("stream") ? streams().get(0) : "x");
                    return;
                }
            }
        }
    }

    /** Builders with what is required, in all its variants. */
    static List<Object> starts(Class<?> type) {
        if (type == PlaybackStartCommand.class) {
            return List.of(
                    PlaybackStartCommand.builder(),
                    PlaybackStartCommand.builder().mediaName("m"));
        }
        if (type == GatherUsingAudioCommand.class) {
            return List.of(
                    GatherUsingAudioCommand.builder(),
                    GatherUsingAudioCommand.builder().mediaName("m"));
        }
        if (type == BridgeCommand.class) {
            return List.of(BridgeCommand.builder(), BridgeCommand.builder().callControlId("c"));
        }
        Method factory = Arrays.stream(type.getMethods())
                .filter(method -> method.getName().equals("builder") && Modifier.isStatic(method.getModifiers()))
                .findFirst()
                .orElseThrow();
        List<Object> builders = new ArrayList<>();
        for (List<Object> arguments : combinations(factory)) {
            try {
                builders.add(factory.invoke(null, arguments.toArray()));
            } catch (InvocationTargetException refused) {
                continue; // not an allowed sample for this parameter
            } catch (IllegalAccessException impossible) {
                throw new AssertionError(impossible);
            }
        }
        return builders;
    }

    private static List<List<Object>> combinations(Method method) {
        List<List<Object>> combinations = List.of(List.of());
        for (Parameter parameter : method.getParameters()) {
            combinations = product(combinations, samples(method, parameter));
        }
        return combinations;
    }

    /** Each list with each value at its end. */
    static List<List<Object>> product(List<List<Object>> lists, List<Object> values) {
        List<List<Object>> longer = new ArrayList<>();
        for (List<Object> list : lists) {
            for (Object value : values) {
                List<Object> more = new ArrayList<>(list);
                more.add(value);
                longer.add(more);
            }
        }
        return longer;
    }

    static List<Object> samples(Method method, Parameter parameter) {
        boolean isEngine = method.getDeclaringClass() == NoiseSuppression.class;
        return isEngine ? NOISE_ENGINES : samples(parameter.getType(), parameter.getName());
    }

    private static List<Object> samples(Class<?> type, String name) {
        if (type.isEnum()) {
            return List.of(type.getEnumConstants());
        } else if (type == boolean.class) {
            return List.of(true, false);
        } else if (type == int.class) {
            return List.of(5);
        } else if (type == double.class) {
            return List.of(0.5);
        } else if (type == Duration.class) {
            return List.of(Duration.ofSeconds(30), Duration.ofMillis(200));
        } else if (type == byte[].class) {
            return List.of(new byte[] {1, 2, 3});
        } else if (type == StreamSettings.class) {
            return streams();
        } else if (type == String.class) {
            return TEXTS.getOrDefault(name, List.of("x", "https://voice.example.net/x"));
        } else if (type == List.class) {
            return switch (name) {
                case "customHeaders", "sipHeaders" -> List.of(List.of(new SipHeader("User-to-User", "1")));
                case "pauses" -> List.of(List.of(Duration.ofSeconds(1)));
                default -> List.of(List.of("x", "y"));
            };
        } else if (type == Map.class) {
            return name.equals("urls")
                    ? List.of(Map.of("call.answered", List.of("https://voice.example.net/x")))
                    : List.of(Map.of("transcription_engine", "Google", "language", "en", "interim_results", true));
        }
        return values(type);
    }

    private static List<Object> streams() {
        List<Object> streams = new ArrayList<>();
        StreamSettings plain = StreamSettings.of("wss://voice.example.net/media");
        for (StreamTrack track : StreamTrack.values()) {
            streams.add(plain.toBuilder().track(track).build());
        }
        for (TargetLegs legs : TargetLegs.values()) {
            streams.add(plain.toBuilder().targetLegs(legs).build());
        }
        for (OutboundMode mode : OutboundMode.values()) {
            streams.add(plain.toBuilder().outboundMode(mode).build());
        }
        for (Encoding encoding : Encoding.values()) {
            if (encoding != Encoding.MP3) {
                streams.add(plain.toBuilder().inboundEncoding(encoding).build());
            }
        }
        for (MediaFormat format : List.of(
                MediaFormat.PCMA,
                MediaFormat.G722,
                MediaFormat.l16(16000),
                MediaFormat.l16(22050),
                MediaFormat.l16(24000),
                MediaFormat.l16(48000),
                MediaFormat.of(Encoding.OPUS, 16000),
                MediaFormat.of(Encoding.AMR_WB, 16000))) {
            streams.add(plain.toBuilder().outboundFormat(format).build());
        }
        streams.add(plain.toBuilder().authToken("token").build());
        streams.add(plain.toBuilder().customParameter("a", "b").build());
        streams.add(plain.toBuilder().sendSilenceWhenIdle(true).build());
        return streams;
    }

    private static Object build(Object builder) {
        if (builder instanceof CommandBuilder<?, ?> command) {
            command.commandId("id");
        }
        return finish(builder);
    }

    /** The command, or the builder's objection. */
    static Object finish(Object builder) {
        try {
            return builder.getClass().getMethod("build").invoke(builder);
        } catch (InvocationTargetException refused) {
            if (refused.getCause() instanceof IllegalArgumentException contradiction) {
                throw contradiction;
            }
            throw new AssertionError(refused);
        } catch (ReflectiveOperationException impossible) {
            throw new AssertionError(impossible);
        }
    }

    static Parameters parameters(Object built) {
        try {
            return (Parameters) built.getClass().getMethod("parameters").invoke(built);
        } catch (ReflectiveOperationException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
