package io.github.telnyxstream.examples.inbox;

import io.github.telnyxstream.server.RequestHandler;
import io.github.telnyxstream.server.WebReply;
import io.github.telnyxstream.server.WebRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The messages of a folder, at {@code /}, for whoever shows the password. Everybody else is asked for it, wherever they come from:
 * behind a tunnel every stranger comes from the loopback address.
 *
 * <p>Thread-safe.
 */
public final class Inbox implements RequestHandler {
    private static final Logger log = LoggerFactory.getLogger(Inbox.class);
    private static final Pattern SOUND = Pattern.compile("/inbox/([^/]+)\\.wav");
    private static final Pattern RANGE = Pattern.compile("bytes=([0-9]{1,12})-([0-9]{0,12})");

    private final MessageFolder folder;
    private final InboxKeys keys;
    private final InboxPage page = new InboxPage(ZoneId.systemDefault());
    private final Waveforms waveforms = new Waveforms();

    private Inbox(MessageFolder folder, InboxKeys keys) {
        this.folder = folder;
        this.keys = keys;
    }

    /**
     * An inbox.
     *
     * @param messages the answering machine's folder
     * @param password what a browser has to show, by HTTP's scheme Basic
     * @return the handler
     * @throws IllegalArgumentException if the password has fewer than 12 characters
     */
    public static Inbox of(Path messages, String password) {
        return new Inbox(new MessageFolder(messages), new InboxKeys(password));
    }

    @Override
    public WebReply handle(WebRequest request) throws IOException {
        if (!keys.opens(request.header("Authorization"))) {
            return guarded(WebReply.text(401, "The password, please.\n")
                    .with("WWW-Authenticate", "Basic realm=\"messages\", charset=\"UTF-8\""));
        }
        return guarded(reply(request));
    }

    private WebReply reply(WebRequest request) throws IOException {
        boolean isRead = request.method().equals("GET") || request.method().equals("HEAD");
        Matcher sound = SOUND.matcher(request.path());
        if (isRead && request.path().equals("/")) {
            return WebReply.html(200, page.html(folder.all(), this::waveform, each -> keys.formToken(each.name())));
        } else if (isRead && request.path().equals("/inbox/style.css")) {
            return WebReply.bytes(200, "text/css; charset=utf-8", InboxPage.STYLE.getBytes(StandardCharsets.UTF_8));
        } else if (isRead && sound.matches()) {
            return sound(sound.group(1), request.header("Range"));
        } else if (request.method().equals("POST") && request.path().equals("/inbox/delete")) {
            return delete(form(request.body()));
        }
        return WebReply.of(404);
    }

    private String waveform(InboxMessage message) {
        try {
            return waveforms.path(message.name(), message.wav());
        } catch (NoSuchFileException gone) {
            return "";
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private WebReply sound(String name, Optional<String> range) throws IOException {
        Optional<InboxMessage> message = folder.find(name);
        if (message.isEmpty()) {
            return WebReply.of(404);
        }
        byte[] wav = Files.readAllBytes(message.get().wav());
        Matcher part = RANGE.matcher(range.orElse(""));
        if (!part.matches()) {
            return WebReply.bytes(200, "audio/wav", wav).with("Accept-Ranges", "bytes");
        }
        long from = Long.parseLong(part.group(1));
        long to = part.group(2).isEmpty() ? wav.length - 1L : Math.min(Long.parseLong(part.group(2)), wav.length - 1L);
        if (from > to) {
            return WebReply.of(416).with("Content-Range", "bytes */" + wav.length);
        }
        return WebReply.bytes(206, "audio/wav", Arrays.copyOfRange(wav, (int) from, (int) to + 1))
                .with("Accept-Ranges", "bytes")
                .with("Content-Range", "bytes " + from + "-" + to + "/" + wav.length);
    }

    private WebReply delete(Map<String, String> form) throws IOException {
        String name = form.getOrDefault("name", "");
        if (!keys.isFormToken(form.getOrDefault("token", ""), name)) {
            return WebReply.text(403, "This did not come from the page of the inbox; load it again.\n");
        }
        if (folder.delete(name)) {
            log.info("message {} was deleted", name);
        }
        return WebReply.of(303).with("Location", "/");
    }

    private static Map<String, String> form(byte[] body) {
        return List.of(new String(body, StandardCharsets.UTF_8).split("&")).stream()
                .map(field -> field.split("=", 2))
                .filter(field -> field.length == 2)
                .collect(Collectors.toMap(
                        field -> field[0],
                        field -> URLDecoder.decode(field[1], StandardCharsets.UTF_8),
                        (first, second) -> first));
    }

    /** Nothing is kept by a browser, loaded from elsewhere, or shown inside of another page. */
    private static WebReply guarded(WebReply reply) {
        return reply.with("Cache-Control", "no-store")
                .with(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'self'; media-src 'self'; img-src data:; form-action 'self';"
                                + " base-uri 'none'; frame-ancestors 'none'")
                .with("X-Content-Type-Options", "nosniff")
                .with("Referrer-Policy", "no-referrer");
    }
}
