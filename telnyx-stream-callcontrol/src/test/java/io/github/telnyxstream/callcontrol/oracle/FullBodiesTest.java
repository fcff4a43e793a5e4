package io.github.telnyxstream.callcontrol.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.callcontrol.command.CallRecording;
import io.github.telnyxstream.callcontrol.command.ConferenceSettings;
import io.github.telnyxstream.callcontrol.command.DialCommand;
import io.github.telnyxstream.callcontrol.command.HangupCommand;
import io.github.telnyxstream.callcontrol.command.MachineDetection;
import io.github.telnyxstream.callcontrol.command.NoiseSuppression;
import io.github.telnyxstream.callcontrol.command.SoundModifications;
import io.github.telnyxstream.callcontrol.command.TranscriptionSettings;
import io.github.telnyxstream.callcontrol.command.WebhookOverrides;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FullBodiesTest {

    static Stream<Class<?>> types() {
        return Stream.concat(
                CommandTypesIT.commands().stream(),
                Stream.of(
                        CallRecording.class,
                        ConferenceSettings.class,
                        MachineDetection.class,
                        NoiseSuppression.class,
                        SoundModifications.class,
                        TranscriptionSettings.class,
                        WebhookOverrides.class));
    }

    /** Looks for setters in its own way, so that the generator cannot overlook one. */
    @ParameterizedTest
    @MethodSource("types")
    void haveEverySetterOfTheBuilder(Class<?> type) throws Exception {
        Class<?> builder = Class.forName(type.getName() + "$Builder");
        Set<String> setters = new TreeSet<>();
        for (Class<?> level = builder; level != Object.class; level = level.getSuperclass()) {
            Arrays.stream(level.getDeclaredMethods())
                    .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
                    .map(FullBodiesTest::signature)
                    .forEach(setters::add);
        }
        setters.removeIf(signature -> signature.startsWith("build[") || signature.startsWith("parameter["));

        Set<String> covered = FullBodies.of(type).stream()
                .flatMap(full -> full.setters().stream())
                .map(FullBodiesTest::signature)
                .collect(Collectors.toSet());
        assertThat(covered).containsExactlyInAnyOrderElementsOf(setters);
    }

    private static String signature(Method method) {
        return method.getName() + Arrays.toString(method.getParameterTypes());
    }

    @Test
    void areAsFewAsSettingsThatExcludeEachOtherAllow() {
        assertThat(FullBodies.of(HangupCommand.class))
                .extracting(full -> full.body().keySet())
                .containsExactly(Set.of("client_state", "command_id", "custom_headers"));
        assertThat(FullBodies.of(ConferenceSettings.class))
                .as("hold_audio_url or hold_media_name")
                .extracting(full -> full.body().size())
                .containsExactly(13, 13);
        assertThat(FullBodies.of(DialCommand.class))
                .as("audio_url or media_name, and two kinds of conference_config")
                .extracting(full -> full.body().size())
                .containsExactly(61, 61);
    }
}
