package io.xvad.report.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.xvad.core.Clip;
import io.xvad.core.Image;
import io.xvad.core.Samples;
import io.xvad.core.calibrate.Calibration;
import io.xvad.core.calibrate.MapScale;
import io.xvad.core.detect.CalibratedDetector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.progress.ProgressListener;
import io.xvad.evaluation.versions.ModelComparison;
import io.xvad.explainers.Scene;
import io.xvad.report.ExplainedScene;
import io.xvad.report.ImageCard;
import io.xvad.report.ModelComparisonPage;
import io.xvad.report.ReportPage;
import io.xvad.report.video.VideoReport;
import io.xvad.video.dataset.Video;
import io.xvad.video.read.FrameSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pages load without a network and without complaints, can be used by mouse and by keys, and fit on a desktop and on a phone. Skipped
 * where there is no Chromium.
 */
@Tag("browser")
class PagesInABrowserTest {

    private static final int DESKTOP = 1280;
    private static final int PHONE = 390;
    private static final String AT = "document.querySelector('video').currentTime";

    @TempDir
    private static Path directory = Path.of("");

    private static final List<Browser> RUNNING = new ArrayList<>();

    /** In the build folder, since a browser may still write there when it is gone. */
    private static Path profile() throws IOException {
        return Files.createTempDirectory(Files.createDirectories(Path.of("target")), "browser");
    }

    @BeforeAll
    static void writeThePagesAndStartTheBrowser() throws IOException {
        Optional<Path> program = Browser.find();
        assumeTrue(
                program.isPresent(),
                "no Chromium found: install it (apt-get install -y chromium), or name it in the environment variable CHROME");
        try (FittedDetector fitted = Scene.fitted()) {
            writeImages(fitted);
            writeModels(fitted);
            writeVideos(fitted);
        }
        RUNNING.add(Browser.start(program.get(), profile()));
    }

    @AfterAll
    static void stopTheBrowser() throws InterruptedException {
        for (Browser browser : RUNNING) {
            browser.close();
        }
    }

    private static void writeImages(FittedDetector fitted) {
        ReportPage.Section section = new ReportPage.Section(
                "Images",
                "A note.",
                List.of(new ReportPage.Row("a-name-that-is-long", List.of("0.123 [0.100, 0.200]".repeat(3), "0.5"))),
                List.of(),
                List.of(
                        ExplainedScene.card("with-reason", fitted, ExplainedScene.full(fitted, 0.9)),
                        ExplainedScene.card(
                                "a-very-long-name-of-an-image-".repeat(4) + ".png",
                                fitted,
                                ExplainedScene.reason("features-differ"))));
        new ReportPage("A page", "An introduction.", List.of("first figure", "second figure"), List.of(section))
                .write(directory.resolve("images.html"));
    }

    /** The second model calls nothing anomalous. */
    private static void writeModels(FittedDetector fitted) {
        Calibration never = Calibration.restore(Calibration.Rule.QUANTILE, 1e9, 0.95, new double[] {1, 2});
        FittedDetector blind = new CalibratedDetector(fitted, never, fitted.capability(MapScale.class));
        Samples images = Samples.of(List.of(Scene.withSquare(), Scene.normal(50)));
        ModelComparison comparison = ModelComparison.ofImages(fitted, blind, images, ProgressListener.none());
        ModelComparisonPage page = new ModelComparisonPage(fitted, blind);
        ImageCard card =
                page.card("a-changed-image.png", comparison.changed().get(0), Scene.withSquare(), Optional.empty());
        page.page(comparison, "Two images.", List.of(card)).write(directory.resolve("models.html"));
    }

    private static void writeVideos(FittedDetector fitted) throws IOException {
        VideoReport report = new VideoReport(fitted, directory);
        List<Image> frames = IntStream.range(0, 40)
                .mapToObj(i -> i >= 15 && i < 25 ? Scene.withSquare() : Scene.normal(i))
                .toList();
        Clip clip = Clip.of("film", frames, 10);
        List<String> warnings = new ArrayList<>();
        report.watch(Video.of("film", () -> FrameSource.of(clip)), warnings::add);
        assertThat(warnings).isEmpty();
        Files.writeString(directory.resolve("videos.html"), report.html());
    }

    private static Page open(String page, int width) {
        return RUNNING.get(0).open(directory.resolve(page), width, 800);
    }

    private static void assertLoadedQuietly(Page page) {
        assertThat(page.complaints()).isEmpty();
        assertThat(page.requests()).isNotEmpty().allMatch(address -> address.matches("(?s)(file|data|blob):.*"));
        assertThat(page.value("[...document.images].filter(one => !one.complete || !one.naturalWidth).length")
                        .asInt())
                .as("broken images")
                .isZero();
        assertThat(page.value("[...document.querySelectorAll('img:not(.under)')].filter(one => !one.alt).length")
                        .asInt())
                .as("images without a text in their place")
                .isZero();
    }

    private static void assertFits(Page page, int width) {
        assertThat(page.value("innerWidth").asInt()).isEqualTo(width);
        assertThat(page.value("document.scrollingElement.scrollWidth").asInt()).isLessThanOrEqualTo(width);
        assertThat(page.value("[...document.querySelectorAll('img, video, h3, p, .timeline, input')]"
                                + ".filter(one => one.getBoundingClientRect().right > innerWidth + 1).length")
                        .asInt())
                .as("elements that reach over the edge")
                .isZero();
    }

    @Test
    void pagesLoadWithoutANetworkAndFit() {
        for (String file : List.of("images.html", "models.html", "videos.html")) {
            for (int width : new int[] {DESKTOP, PHONE}) {
                Page page = open(file, width);
                assertLoadedQuietly(page);
                assertFits(page, width);
            }
        }
    }

    @Test
    void modelsStandSideBySide() {
        Page page = open("models.html", DESKTOP);
        assertThat(page.value("[...document.querySelectorAll('.badge')].map(one => one.textContent).join()")
                        .asText())
                .isEqualTo("A: Anomalous,B: Normal");
        assertThat(page.value("[...document.querySelectorAll('figcaption')].map(one => one.textContent).join()")
                        .asText())
                .isEqualTo("the image,A: template heatmap and regions,B: template heatmap and regions");
        assertThat(page.value(
                                "new Set([...document.querySelectorAll('figure img')].map(one => one.getBoundingClientRect().top)).size")
                        .asInt())
                .as("rows of figures")
                .isEqualTo(1);
        assertThat(page.value("document.querySelector('table').textContent").asText())
                .contains("images called anomalous", "1 of 2", "0 of 2", "0 more, 1 fewer");
    }

    @Test
    void theTopNamesFlaggedImagesWithoutAReasonAndLeadsToThem() {
        Page page = open("images.html", PHONE);
        assertThat(page.value("document.querySelector('.summary').textContent").asText())
                .startsWith("1 of 2 flagged images has no visible reason.");
        page.click(".summary a", 0.1);
        page.await("location.hash == '#s1-2'");
        page.await("Math.abs(document.getElementById('s1-2').getBoundingClientRect().top) < 400");
    }

    @Test
    void theRestoredImageIsWipedByMouseAndByKeys() {
        Page page = open("images.html", PHONE);
        String clip = "getComputedStyle(document.querySelector('.wipe .over')).clipPath";
        assertThat(page.value(clip).asText()).contains("0%");
        page.click(".wipe + input", 0.5);
        page.await(clip + ".includes('50%') || " + clip + ".includes('49%') || " + clip + ".includes('51%')");
        page.press("Home");
        page.press("ArrowRight");
        page.await(clip + ".includes(' 1%')");
        page.press("End");
        page.await(clip + ".includes('100%')");
        assertThat(page.complaints()).isEmpty();
    }

    @Test
    void detailsOpenByMouseAndByKeys() {
        Page page = open("images.html", DESKTOP);
        page.click("summary", 0.1);
        page.await("document.querySelector('details').open");
        page.press("Enter");
        page.await("!document.querySelector('details').open");
    }

    @Test
    void aClickOnTheTimelineAndItsKeysSeek() {
        Page page = open("videos.html", PHONE);
        page.await("document.querySelector('video').readyState >= 1");
        page.click(".timeline", 0.5);
        page.await("Math.abs(" + AT + " - 2) < 0.2");
        assertThat(page.value("document.activeElement.classList.contains('timeline')")
                        .asBoolean())
                .isTrue();
        double before = page.value(AT).asDouble();
        page.press("ArrowRight");
        page.await(AT + " > " + before);
        assertThat(page.value(AT).asDouble()).isCloseTo(before, within(0.11));
        page.press("ArrowLeft");
        page.press("ArrowLeft");
        page.await(AT + " < " + before);
        page.press("Home");
        page.await(AT + " == 0");
        page.await("document.querySelector('.now').textContent.startsWith('0.00 s, score ')");
        assertThat(page.complaints()).isEmpty();
    }

    @Test
    void aButtonSeeksThePeakOfItsEvent() {
        Page page = open("videos.html", DESKTOP);
        page.await("document.querySelector('video').readyState >= 1");
        double peak = page.value("Number(document.querySelector('button[data-seek]').dataset.seek)")
                .asDouble();
        assertThat(peak).isBetween(1.5, 2.5);
        page.click("button[data-seek]", 0.5);
        page.await("Math.abs(" + AT + " - " + peak + ") < 0.01");
    }
}
