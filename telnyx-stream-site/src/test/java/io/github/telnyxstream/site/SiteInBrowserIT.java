package io.github.telnyxstream.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The site in a real browser, without a server. */
class SiteInBrowserIT {
    @TempDir
    private Path folder;

    private Path browser;
    private Path site;

    @BeforeEach
    void build() throws IOException {
        browser = Stream.of("chromium", "chromium-browser", "google-chrome")
                .map(name -> Path.of("/usr/bin", name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseGet(() -> Assumptions.abort("no Chromium here: the site was not looked at in a browser"));
        site = folder.resolve("site");
        SiteBuilder.build(Path.of(".."), site);
    }

    private String run(String url, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                browser.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + folder.resolve("profile")));
        command.addAll(List.of(options));
        command.add(url);
        Path out = folder.resolve("browser.out");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(folder.resolve("browser.log").toFile())
                .start();
        assertThat(process.waitFor()).isZero();
        return Files.readString(out);
    }

    private String found(String question) throws Exception {
        String page = run(site.resolve("docs/streams.html").toUri() + "?q=" + question, "--dump-dom");
        return page.replaceFirst("(?s).*<div id=\"found\"", "").replaceFirst("(?s)<article.*", "");
    }

    @Test
    void findsWhatIsAskedFor() throws Exception {
        assertThat(found("hold%20resume"))
                .contains("sections</h1>", "<mark>hold</mark>", "docs/streams.html#")
                .doesNotContain("hidden");
    }

    @Test
    void saysThatThereIsNothing() throws Exception {
        assertThat(found("xyzzy%3Cscript%3E")).contains("Nothing found").doesNotContain("<script>");
    }

    @Test
    void fitsAPhonesScreen() throws Exception {
        Path picture = Path.of("target", "site.png").toAbsolutePath();
        Files.deleteIfExists(picture);

        run(site.resolve("index.html").toUri().toString(), "--window-size=500,900", "--screenshot=" + picture);

        BufferedImage image = ImageIO.read(picture.toFile());
        assertThat(Stream.iterate(0, x -> x + 1)
                        .limit(image.getWidth())
                        .flatMap(x -> Stream.iterate(0, y -> y + 1)
                                .limit(image.getHeight())
                                .map(y -> image.getRGB(x, y) & 0xFFFFFF))
                        .distinct()
                        .count())
                .as("colours: text was drawn")
                .isGreaterThan(20);
    }
}
